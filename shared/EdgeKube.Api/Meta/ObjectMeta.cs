using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>What every stored object carries: its name, labels, owners and history.</summary>
[Description("What every stored object carries: its name, labels, owners and history.")]
public sealed record ObjectMeta
{
    [Description("Name of the object, unique among objects of its kind in its namespace. Cannot be changed.")]
    public string? Name { get; init; }

    [Description("Prefix from which the server makes a unique name when name is not given.")]
    public string? GenerateName { get; init; }

    [Description("Namespace the object lives in. Cannot be changed.")]
    public string? Namespace { get; init; }

    [Description("Identity of this very object in time and space; given by the server.")]
    public string? Uid { get; init; }

    [Description("Version of the object as stored, used for optimistic concurrency and watches. Opaque.")]
    public string? ResourceVersion { get; init; }

    [Description("Counts changes of the desired state (spec); given by the server.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Generation { get; init; }

    [Description("When the server stored the object for the first time (UTC, seconds).")]
    public DateTimeOffset? CreationTimestamp { get; init; }

    [Description("When the object will be gone, set by the server on a graceful delete.")]
    public DateTimeOffset? DeletionTimestamp { get; init; }

    [Description("Seconds the object has to end gracefully before it is removed.")]
    public long? DeletionGracePeriodSeconds { get; init; }

    [Description("Keys and values by which selectors find the object.")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [Description("Keys and values kept with the object for tools; never selected upon.")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [Description("Objects this one depends on; when all are gone it is collected.")]
    [ListKeys("uid")]
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    [Description("Names that must be removed, each by its owner, before the object is removed.")]
    [ListSet]
    public IReadOnlyList<string>? Finalizers { get; init; }

    [Description("Which writer set which fields; kept by the server.")]
    public IReadOnlyList<ManagedFieldsEntry>? ManagedFields { get; init; }
}
