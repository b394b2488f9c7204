using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Exit codes of a restart rule.</summary>
[Description("Exit codes of a restart rule.")]
public sealed record ContainerRestartRuleOnExitCodes
{
    [Description("In or NotIn.")]
    public string Operator { get; init => field = value ?? ""; } = "";

    [Description("The exit codes, at most 255.")]
    [ListSet]
    public IReadOnlyList<int>? Values { get; init; }
}
