using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Body of a delete request.</summary>
[Description("How an object is to be deleted.")]
public sealed record DeleteOptions
{
    [JsonPropertyOrder(-3)]
    public string Kind => "DeleteOptions";

    [JsonPropertyOrder(-2)]
    public string ApiVersion => "v1";

    [Description("Seconds the object has to end gracefully; 0 means at once.")]
    public long? GracePeriodSeconds { get; init; }

    [Description("What must hold for the delete to be carried out.")]
    public Preconditions? Preconditions { get; init; }

    [Description("Old form of propagationPolicy: Orphan.")]
    public bool? OrphanDependents { get; init; }

    [Description("What becomes of dependents: Orphan, Background or Foreground.")]
    public string? PropagationPolicy { get; init; }

    [Description("All: nothing is stored.")]
    public IReadOnlyList<string>? DryRun { get; init; }
}
