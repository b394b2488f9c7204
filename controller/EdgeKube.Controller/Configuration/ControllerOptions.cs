using System.Net;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Configuration;

/// <summary>What controller.yaml says.</summary>
internal sealed record ControllerOptions
{
    public string DataDir { get; init; } = "/var/lib/edgekube/controller";

    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new IPEndPoint(IPAddress.Loopback, 1883)];

    /// <summary>Plain HTTP for tools on this very machine. Loopback only: whoever reaches it is the administrator.</summary>
    public IReadOnlyList<IPEndPoint> InsecureHttpListen { get; init; } = [];

    /// <summary>Where pods get their addresses from. Fixed once the first node has joined.</summary>
    public IPNetwork PodCIDR { get; init; } = IPNetwork.Parse("10.42.0.0/16");

    /// <summary>The prefix length of each node's share.</summary>
    public int NodePodCIDRSize { get; init; } = 24;

    /// <summary>How long a node may be away before it counts as not ready.</summary>
    public TimeSpan NodeMonitorGracePeriod { get; init; } = TimeSpan.FromSeconds(40);

    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
