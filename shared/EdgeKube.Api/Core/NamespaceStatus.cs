using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>State of a Namespace.</summary>
[Description("State of a Namespace.")]
public sealed record NamespaceStatus
{
    [Description("Active or Terminating.")]
    public string? Phase { get; init; }

    [Description("What stands in the way of deleting the Namespace.")]
    [ListKeys("type")]
    public IReadOnlyList<NamespaceCondition>? Conditions { get; init; }
}
