using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Ports of the node's daemons.</summary>
[Description("Ports of the node's daemons.")]
public sealed record NodeDaemonEndpoints
{
    [Description("Port of the agent's own server, where it has one.")]
    public DaemonEndpoint? KubeletEndpoint { get; init; }
}
