using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Says for some exit codes whether a container is started again.</summary>
[Description("Says for some exit codes whether a container is started again.")]
public sealed record ContainerRestartRule
{
    [Description("What is done when the rule fits: Restart.")]
    public string Action { get; init => field = value ?? ""; } = "";

    [Description("Exit codes the rule is about.")]
    public ContainerRestartRuleOnExitCodes? ExitCodes { get; init; }
}
