using System.Globalization;
using EdgeKube.Hosting.Options;

namespace EdgeKube.Controller.Configuration;

/// <summary>The controller's options, one row each. Pure.</summary>
internal static class ControllerOptionTable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TenYears = TimeSpan.FromDays(3650);

    public static readonly OptionTable<ControllerOptions> Table = new("EDGEKUBE_CONTROLLER_",
    [
        new("dataDir", "PATH", "The cluster's store, the authority's keys and admin.yaml, which lets edgectl in.",
            (options, value) => options with { DataDir = value.Path() }, options => [options.DataDir]),
        new("listen", "LIST", "Where MQTT clients connect with TLS, as ADDRESS:PORT; they are who their certificates say.",
            (options, value) => options with { Listen = OptionReaders.EndPoints(value) }, options => options.Listen.Select(door => door.ToString())) { IsList = true },
        new("insecureListen", "LIST", "The same without TLS: clients are who they say they are. Only for loopback, or a network that nobody else is on.",
            (options, value) => options with { InsecureListen = OptionReaders.EndPoints(value) }, options => options.InsecureListen.Select(door => door.ToString())) { IsList = true },
        new("httpsListen", "LIST", "Where kubectl and other clients of Kubernetes' API connect.",
            (options, value) => options with { HttpsListen = OptionReaders.EndPoints(value) }, options => options.HttpsListen.Select(door => door.ToString())) { IsList = true },
        new("insecureHttpListen", "LIST", "Plain HTTP for tools on this very machine. Loopback only: whoever reaches it is the administrator.",
            (options, value) => options with { InsecureHttpListen = OptionReaders.LoopbackEndPoints(value) }, options => options.InsecureHttpListen.Select(door => door.ToString())) { IsList = true },
        new("advertise", "LIST", "Where nodes and users are told to connect, as mqtts://HOST:PORT. Without it, this machine's addresses and name.",
            (options, value) => options with { Advertise = OptionReaders.Advertised(value) }, options => options.Advertise) { IsList = true },
        new("serverNames", "LIST", "Names and addresses in the doors' certificate beside this machine's own.",
            (options, value) => options with { ServerNames = OptionReaders.HostNames(value) }, options => options.ServerNames) { IsList = true },
        new("mqtt.broker", "URL", "An external broker, as mqtts://HOST:PORT, that the controller is a client of.",
            (options, value) => options with { Broker = BrokerOf(options) with { Address = OptionReaders.Broker(value) } }, options => Text(options.Broker?.Address is { } address ? $"mqtts://{address.Authority}" : null)),
        new("mqtt.certificate", "PATH", "The controller's certificate for the broker, in PEM. Without it, the controller's own authority issues one.",
            (options, value) => options with { Broker = BrokerOf(options) with { CertificateFile = value.Path() } }, options => Text(options.Broker?.CertificateFile)),
        new("mqtt.key", "PATH", "The key of that certificate, in PEM.",
            (options, value) => options with { Broker = BrokerOf(options) with { KeyFile = value.Path() } }, options => Text(options.Broker?.KeyFile)),
        new("mqtt.ca", "PATH", "The authorities, in PEM, that the broker's certificate may be from. Without it, the controller's own.",
            (options, value) => options with { Broker = BrokerOf(options) with { AuthorityFile = value.Path() } }, options => Text(options.Broker?.AuthorityFile)),
        new("certificateTTL", "DURATION", "How long certificates of nodes, users and doors last. They are renewed from two thirds of it on.",
            (options, value) => options with { CertificateTTL = value.Duration(Second, TenYears) }, options => [Durations.Format(options.CertificateTTL)]),
        new("podCIDR", "NETWORK", "Where pods get their addresses from. Fixed once the first node has joined.",
            (options, value) => options with { PodCIDR = OptionReaders.Network(value) }, options => [options.PodCIDR.ToString()]),
        new("nodePodCIDRSize", "NUMBER", "The prefix length of each node's share of podCIDR.",
            (options, value) => options with { NodePodCIDRSize = value.Number(1, 30) }, options => [options.NodePodCIDRSize.ToString(CultureInfo.InvariantCulture)]),
        new("serviceCIDR", "NETWORK", "Where Services get their addresses from. Fixed once the first node has joined.",
            (options, value) => options with { ServiceCIDR = OptionReaders.Network(value) }, options => [options.ServiceCIDR.ToString()]),
        new("nodeMonitorGracePeriod", "DURATION", "How long a node may be away before it counts as not ready.",
            (options, value) => options with { NodeMonitorGracePeriod = value.Duration(Second, TenYears) }, options => [Durations.Format(options.NodeMonitorGracePeriod)]),
        new("trustClock", "BOOLEAN", "The operator's word that this machine's clock is right where nothing disciplines it: a site without NTP, a clock set by hand.",
            (options, value) => options with { TrustClock = value.Flag() }, options => [options.TrustClock ? "true" : "false"]),
        new("logLevel", "LEVEL", "debug, info, warning or error. Read anew upon SIGHUP.",
            (options, value) => options with { LogLevel = OptionReaders.Level(value) }, options => [OptionReaders.Word(options.LogLevel)]),
    ]);

    /// <summary>What does not go together, each with its key.</summary>
    public static IEnumerable<string> Conflicts(ControllerOptions options)
    {
        foreach (var fault in options.Broker?.Faults() ?? [])
        {
            yield return fault;
        }

        if (options.Broker is null && options.Listen.Count + options.InsecureListen.Count == 0)
        {
            yield return "listen: must name at least one ADDRESS:PORT, unless insecureListen does or mqtt.broker is given";
        }

        if (options.ServiceCIDR.PrefixLength is < 8 or > 28)
        {
            yield return $"serviceCIDR: must have a prefix length between 8 and 28, not {options.ServiceCIDR.PrefixLength}";
        }

        if (options.NodePodCIDRSize < options.PodCIDR.PrefixLength)
        {
            yield return $"nodePodCIDRSize: must be between the prefix length of podCIDR ({options.PodCIDR.PrefixLength}) and 30, not {options.NodePodCIDRSize}";
        }
    }

    private static BrokerOptions BrokerOf(ControllerOptions options) => options.Broker ?? new BrokerOptions();

    private static IEnumerable<string> Text(string? value) => value is null ? [] : [value];
}
