using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Waits.</summary>
[Description("Waits.")]
public sealed record SleepAction
{
    [Description("How long.")]
    public long Seconds { get; init; }
}
