using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A condition that must be true for the pod to be ready.</summary>
[Description("A condition that must be true for the pod to be ready.")]
public sealed record PodReadinessGate
{
    [Description("Type of the condition, which somebody else sets.")]
    public string ConditionType { get; init => field = value ?? ""; } = "";
}
