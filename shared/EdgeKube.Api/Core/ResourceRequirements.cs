using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Resources asked for and allowed.</summary>
[Description("Resources asked for and allowed.")]
public sealed record ResourceRequirements
{
    [Description("The most the container may use.")]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    [Description("What the container is sure to get; defaults to limits.")]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }
}
