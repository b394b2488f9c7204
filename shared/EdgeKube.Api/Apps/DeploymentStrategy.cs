using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>How old pods are replaced by new ones.</summary>
[Description("How old pods are replaced by new ones.")]
public sealed record DeploymentStrategy
{
    [Description("RollingUpdate (default) or Recreate.")]
    public string? Type { get; init; }

    [Description("Settings of RollingUpdate.")]
    public RollingUpdateDeployment? RollingUpdate { get; init; }
}
