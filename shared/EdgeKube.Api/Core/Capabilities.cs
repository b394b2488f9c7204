using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Rights of root to add and to take away.</summary>
[Description("Rights of root to add and to take away.")]
public sealed record Capabilities
{
    [Description("Rights to add, such as NET_ADMIN; ALL for all.")]
    [Atomic]
    public IReadOnlyList<string>? Add { get; init; }

    [Description("Rights to take away; ALL for all.")]
    [Atomic]
    public IReadOnlyList<string>? Drop { get; init; }
}
