using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Holds the pod back from the scheduler until it is taken away.</summary>
[Description("Holds the pod back from the scheduler until it is taken away.")]
public sealed record PodSchedulingGate
{
    [Description("Name of the gate.")]
    public string Name { get; init => field = value ?? ""; } = "";
}
