using System.Net;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Configuration;

/// <summary>What controller.yaml says.</summary>
internal sealed record ControllerOptions
{
    public string DataDir { get; init; } = "/var/lib/edgekube/controller";

    /// <summary>The TLS doors: clients are who their certificates say.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new IPEndPoint(IPAddress.Any, 8883)];

    /// <summary>Doors without TLS: clients are who they say they are.</summary>
    public IReadOnlyList<IPEndPoint> InsecureListen { get; init; } = [];

    /// <summary>An external broker beside the doors; null for none.</summary>
    public BrokerOptions? Broker { get; init; }

    /// <summary>Where nodes are told to connect; empty: this machine's addresses and name.</summary>
    public IReadOnlyList<string> Advertise { get; init; } = [];

    /// <summary>Names and addresses in the doors' certificate beside this machine's own.</summary>
    public IReadOnlyList<string> ServerNames { get; init; } = [];

    /// <summary>How long certificates of nodes, users and doors last. They are renewed from two thirds of it on.</summary>
    public TimeSpan CertificateTTL { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Kubernetes' API over HTTPS: clients are who their certificates say. Empty: no such door.</summary>
    public IReadOnlyList<IPEndPoint> HttpsListen { get; init; } = [];

    /// <summary>Plain HTTP for tools on this very machine. Loopback only: whoever reaches it is the administrator.</summary>
    public IReadOnlyList<IPEndPoint> InsecureHttpListen { get; init; } = [];

    /// <summary>Where pods get their addresses from. Fixed once the first node has joined.</summary>
    public IPNetwork PodCIDR { get; init; } = IPNetwork.Parse("10.42.0.0/16");

    /// <summary>The prefix length of each node's share.</summary>
    public int NodePodCIDRSize { get; init; } = 24;

    /// <summary>Where Services get their addresses from. Fixed once the first node has joined.</summary>
    public IPNetwork ServiceCIDR { get; init; } = IPNetwork.Parse("10.43.0.0/16");

    /// <summary>How long a node may be away before it counts as not ready.</summary>
    public TimeSpan NodeMonitorGracePeriod { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>The operator's word that this machine's clock is right where nothing disciplines it: a site without NTP, a clock set by hand.</summary>
    public bool TrustClock { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
