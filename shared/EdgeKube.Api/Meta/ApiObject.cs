using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>
/// What every stored object has in common. Subtypes are immutable; change them with <c>with</c>. A member that is null is absent from JSON.
/// kind and apiVersion follow from the type, so they are written but never read.
/// </summary>
public abstract record ApiObject
{
    /// <summary>Kind as in Kubernetes, such as <c>Pod</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Group and version, such as <c>v1</c> or <c>apps/v1</c>.</summary>
    public abstract string ApiVersion { get; }

    [Description("Name, labels, owners and history of the object.")]
    [JsonPropertyOrder(-1)]
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>metadata.name, or the empty string.</summary>
    [JsonIgnore]
    public string Name => Metadata.Name ?? "";

    /// <summary>metadata.namespace, or the empty string for cluster-wide objects.</summary>
    [JsonIgnore]
    public string Namespace => Metadata.Namespace ?? "";

    /// <summary>metadata.uid, or the empty string before the object is stored.</summary>
    [JsonIgnore]
    public string Uid => Metadata.Uid ?? "";
}
