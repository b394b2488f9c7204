using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What of a namespace's limits is used.</summary>
[Description("What of a namespace's limits is used.")]
public sealed record ResourceQuotaStatus
{
    [Description("The limits that are enforced.")]
    public IReadOnlyDictionary<string, Quantity>? Hard { get; init; }

    [Description("What is used of each.")]
    public IReadOnlyDictionary<string, Quantity>? Used { get; init; }
}
