using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Lets a pod be placed on, or stay on, a node with a matching taint.</summary>
[Description("Lets a pod be placed on, or stay on, a node with a matching taint.")]
public sealed record Toleration
{
    [Description("Taint key; empty with operator Exists matches every taint.")]
    public string? Key { get; init; }

    [Description("Exists or Equal (default).")]
    public string? Operator { get; init; }

    [Description("Taint value to match with operator Equal.")]
    public string? Value { get; init; }

    [Description("Effect to match; empty matches every effect.")]
    public string? Effect { get; init; }

    [Description("Seconds a NoExecute taint is tolerated; absent means forever.")]
    public long? TolerationSeconds { get; init; }
}
