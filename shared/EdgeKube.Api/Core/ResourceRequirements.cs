using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Resources asked for and allowed.</summary>
[Description("Resources asked for and allowed.")]
public sealed record ResourceRequirements
{
    [Description("The most that may be used.")]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    [Description("What there is for sure; defaults to limits.")]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }
}
