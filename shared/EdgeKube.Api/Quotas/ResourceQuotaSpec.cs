using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What a namespace may hold.</summary>
[Description("What a namespace may hold.")]
public sealed record ResourceQuotaSpec
{
    [Description("The most of each resource, such as pods, requests.cpu or count/deployments.apps.")]
    public IReadOnlyDictionary<string, Quantity>? Hard { get; init; }

    [Description("Which pods count; all when none is named.")]
    public IReadOnlyList<string>? Scopes { get; init; }
}
