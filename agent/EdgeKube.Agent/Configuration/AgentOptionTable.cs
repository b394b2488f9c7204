using System.Globalization;
using System.Net;
using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Nodes;
using EdgeKube.Agent.Pods.Shutdown;
using EdgeKube.Agent.Pressure;
using EdgeKube.Hosting.Options;
using EdgeKube.Link;

namespace EdgeKube.Agent.Configuration;

/// <summary>The agent's options, one row each. Pure.</summary>
internal static class AgentOptionTable
{
    private static readonly string[] LogLevels = ["debug", "info", "warn", "error"];

    public static readonly OptionTable<AgentOptions> Table = new("EDGEKUBE_AGENT_",
    [
        new("nodeName", "NAME", "Name of the Node object that this device asks for when it joins. Afterwards its certificate says how it is called.",
            (options, value) => options with { NodeName = NodeName(value) }, options => [options.NodeName]),
        new("controllers", "LIST", "Controllers as mqtts://HOST:PORT, tried in turn and before those that the cluster told this node. With mqtt:// the link is plain and nobody proves who he is.",
            (options, value) => options with { Controllers = Controllers(value) }, options => options.Controllers.Select(ControllerAddress.Text)) { IsList = true },
        Directory("dataDir", "Where the replica is, and all that must outlive a boot.", options => options.DataDir, (options, path) => options with { DataDir = path }),
        Directory("runDir", "Sockets and what else a boot removes.", options => options.RunDir, (options, path) => options with { RunDir = path }),
        Directory("podLogsDir", "Where containers log to.", options => options.PodLogsDir, (options, path) => options with { PodLogsDir = path }),
        Directory("containerdSocket", "The socket of containerd.", options => options.ContainerdSocket, (options, path) => options with { ContainerdSocket = path }),
        Directory("cniConfDir", "Where containerd looks for pod networks: conf_dir in its configuration.", options => options.CniConfDir, (options, path) => options with { CniConfDir = path }),
        Directory("cgroupRoot", "The cgroup under which all pods are.", options => options.CgroupRoot, (options, path) => options with { CgroupRoot = path }),
        new("podPidsLimit", "NUMBER", "Most processes and threads that one pod may have at once; 0 for no limit.",
            (options, value) => options with { PodPidsLimit = value.Number(0, 4_194_304) }, options => [options.PodPidsLimit.ToString(CultureInfo.InvariantCulture)]),
        Directory("imagesDir", "Image archives (.tar, .tar.gz) in here are imported at start: the way to a node without a registry.", options => options.ImagesDir, (options, path) => options with { ImagesDir = path }),
        Directory("registryAuth", "Credentials for registries that every pod of this node may use, as docker's config.json has them. Read at each pull.", options => options.RegistryAuth, (options, path) => options with { RegistryAuth = path }),
        Directory("manifestsDir", "Pods of this node's own, one file (.yaml, .json) each: run with or without a controller.", options => options.ManifestsDir, (options, path) => options with { ManifestsDir = path }),
        new("podCidr", "CIDR", "Network of the pods for as long as no controller has given this node one, such as 10.42.0.0/24. Without it, such a node runs only static pods with hostNetwork.",
            (options, value) => options with { PodCidr = PodNetwork(value) }, options => [options.PodCidr]),
        Directory("pauseImage", "Archive of the pause image.", options => options.PauseImage, (options, path) => options with { PauseImage = path }),
        new("clusterDns", "LIST", "Addresses of the cluster's name servers. Without one, pods look names up where the node does.",
            (options, value) => options with { ClusterDns = Addresses(value) }, options => options.ClusterDns) { IsList = true },
        new("clusterDomain", "DOMAIN", "Domain of the cluster's names.",
            (options, value) => options with { ClusterDomain = NodeName(value) }, options => [options.ClusterDomain]),
        new("keepAlive", "DURATION", "Time without traffic after which the link is probed. Longer costs less on the link, and a lost link is noticed later.",
            (options, value) => options with { KeepAlive = Seconds(value, 5) }, options => [Durations.Format(options.KeepAlive)]),
        new("reconnectWait", "DURATION", "The longest wait between two attempts to reach a controller.",
            (options, value) => options with { ReconnectWait = Seconds(value, 1) }, options => [Durations.Format(options.ReconnectWait)]),
        new("evictionHard", "LIST", "What must be left: memory.available, nodefs.available, nodefs.inodesFree, imagefs.available and imagefs.inodesFree (where containerd has a disk of its own) and pid.available, each as SIGNAL<AMOUNT or SIGNAL<PERCENT%; and memory.stalled>PERCENT%, the part of the last minute in which everything waited for memory (PSI). Beyond it the node says so and evicts pods, in Kubernetes' order.",
            (options, value) => options with { EvictionHard = Thresholds(value) }, options => options.EvictionHard) { IsList = true },
        new("pressureTransition", "DURATION", "How long the node goes on saying that it was short of something, so that it does not sway.",
            (options, value) => options with { PressureTransition = value.Duration(TimeSpan.Zero, TimeSpan.FromDays(1)) }, options => [Durations.Format(options.PressureTransition)]),
        new("shutdownGracePeriodByPodPriority", "LIST", "How long a shutdown or reboot waits for the pods of a priority and above to end, each as PRIORITY=DURATION; the lower ones go first. Empty: it does not wait.",
            (options, value) => options with { ShutdownPeriods = ShutdownPeriods(value) }, options => options.ShutdownPeriods.Select(period => $"{period.Priority}={Durations.Format(period.Period)}")) { IsList = true },
        new("systemReserved", "LIST", "What of the node is not for pods, as cpu=AMOUNT, memory=AMOUNT and ephemeral-storage=AMOUNT: allocatable is what is left, less what evictionHard asks to be left.",
            (options, value) => options with { SystemReserved = Reserved(value) }, options => options.SystemReserved) { IsList = true },
        new("devices", "LIST", $"Devices that pods may ask for as extended resources, each as {DeviceRule.Form}: the path at which a container finds it. Without one it is where the node has it.",
            (options, value) => options with { Devices = DeviceRules(value) }, options => options.Devices) { IsList = true },
        new("parallelPulls", "NUMBER", "How many images are pulled at once, from 1 to 32. On a thin line fewer are sooner there.",
            (options, value) => options with { ParallelPulls = value.Number(1, 32) }, options => [options.ParallelPulls.ToString(CultureInfo.InvariantCulture)]),
        new("imageGcHigh", "PERCENT", "So full is the disk when images that nothing needs begin to go.",
            (options, value) => options with { ImageGcHigh = value.Number(1, 100) }, options => [options.ImageGcHigh.ToString(CultureInfo.InvariantCulture)]),
        new("imageGcLow", "PERCENT", "So full is the disk when they stop to go.",
            (options, value) => options with { ImageGcLow = value.Number(0, 99) }, options => [options.ImageGcLow.ToString(CultureInfo.InvariantCulture)]),
        new("eventsKept", "NUMBER", "How many events are kept while they cannot be delivered, from 10 to 10000; what is more is dropped, oldest first.",
            (options, value) => options with { EventsKept = value.Number(10, 10_000) }, options => [options.EventsKept.ToString(CultureInfo.InvariantCulture)]),
        new("logLevel", "LEVEL", "debug, info, warn or error. Read anew upon SIGHUP.",
            (options, value) => options with { LogLevel = LogLevel(value) }, options => [options.LogLevel]),
    ]);

    private static Option<AgentOptions> Directory(string key, string description, Func<AgentOptions, string> get, Func<AgentOptions, string, AgentOptions> set) =>
        new(key, "PATH", description, (options, value) => set(options, value.Path()), options => [get(options)]);

    private static List<Uri> Controllers(OptionValue value)
    {
        var controllers = new List<Uri>();
        foreach (var text in value.Values)
        {
            if (ControllerAddress.Find(text) is { } address)
            {
                controllers.Add(address);
            }
            else
            {
                value.Fault($"must be of the form mqtts://HOST:PORT, not \"{text}\"");
            }
        }

        if (controllers.Select(controller => controller.Scheme).Distinct().Count() > 1)
        {
            value.Fault("must be all mqtts:// (with certificates) or all mqtt:// (plain)");
        }

        return controllers;
    }

    private static IReadOnlyList<string> Addresses(OptionValue value)
    {
        foreach (var text in value.Values)
        {
            if (!IPAddress.TryParse(text, out _))
            {
                value.Fault($"must be an IP address, not \"{text}\"");
            }
        }

        return [.. value.Values];
    }

    private static IReadOnlyList<string> Thresholds(OptionValue value)
    {
        foreach (var text in value.Values)
        {
            if (EvictionThreshold.Find(text) is null)
            {
                value.Fault($"must be of the form memory.available<100Mi, nodefs.available<10% or memory.stalled>60%, not \"{text}\"");
            }
        }

        return [.. value.Values];
    }

    private static IReadOnlyList<string> Reserved(OptionValue value)
    {
        foreach (var text in value.Values)
        {
            if (NodeReservations.Find(text) is null)
            {
                value.Fault($"must be of the form cpu=100m, memory=64Mi or ephemeral-storage=1Gi, not \"{text}\"");
            }
        }

        return [.. value.Values];
    }

    private static IReadOnlyList<string> DeviceRules(OptionValue value)
    {
        foreach (var text in value.Values)
        {
            if (DeviceRule.Find(text) is null)
            {
                value.Fault($"must be of the form {DeviceRule.Form}, not \"{text}\"");
            }
        }

        return [.. value.Values];
    }

    private static IReadOnlyList<ShutdownPeriod> ShutdownPeriods(OptionValue value)
    {
        var periods = new List<ShutdownPeriod>();
        foreach (var text in value.Values)
        {
            if (text.Split('=') is [var priority, var period] && int.TryParse(priority, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var least)
                && Durations.TryParse(period, out var time) && time <= TimeSpan.FromHours(1))
            {
                periods.Add(new ShutdownPeriod(least, time));
            }
            else
            {
                value.Fault($"must be of the form 0=20s or 2000000000=10s, an hour at most, not \"{text}\"");
            }
        }

        return periods;
    }

    private static string PodNetwork(OptionValue value)
    {
        if (value.Text.Length > 0 && !PodCidr.IsValid(value.Text))
        {
            value.Fault($"must be a network such as 10.42.0.0/24, not \"{value.Text}\"");
        }

        return value.Text;
    }

    private static string NodeName(OptionValue value)
    {
        if (!Identity.IsNodeName(value.Text))
        {
            value.Fault($"must be a lower case name of letters, digits, '-' and '.', at most 58 characters long, not \"{value.Text}\"");
        }

        return value.Text;
    }

    // MQTT's keep alive is a number of seconds in two bytes.
    private static TimeSpan Seconds(OptionValue value, int least) => value.Duration(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(ushort.MaxValue));

    private static string LogLevel(OptionValue value)
    {
        if (!LogLevels.Contains(value.Text))
        {
            value.Fault($"must be debug, info, warn or error, not \"{value.Text}\"");
        }

        return value.Text;
    }
}
