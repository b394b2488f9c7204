using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What a node's runtime can do.</summary>
[Description("What a node's runtime can do.")]
public sealed record NodeFeatures
{
    [Description("Whether supplementalGroupsPolicy is honoured.")]
    public bool? SupplementalGroupsPolicy { get; init; }
}
