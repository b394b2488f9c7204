using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Keeps pods away from a node unless they tolerate it.</summary>
[Description("Keeps pods away from a node unless they tolerate it.")]
public sealed record Taint
{
    [Description("Name of the taint.")]
    public string Key { get; init => field = value ?? ""; } = "";

    [Description("Value that goes with the key.")]
    public string? Value { get; init; }

    [Description("NoSchedule, PreferNoSchedule or NoExecute.")]
    public string Effect { get; init => field = value ?? ""; } = "";

    [Description("When the taint was added.")]
    public DateTimeOffset? TimeAdded { get; init; }
}
