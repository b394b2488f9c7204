using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>How far a rolling update may go beyond and below the wanted number of pods.</summary>
[Description("How far a rolling update may go beyond and below the wanted number of pods.")]
public sealed record RollingUpdateDeployment
{
    [Description("Pods that may be missing, a number or percentage. Default 25%, rounded down.")]
    public IntOrString? MaxUnavailable { get; init; }

    [Description("Pods that may be added, a number or percentage. Default 25%, rounded up.")]
    public IntOrString? MaxSurge { get; init; }
}
