using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Configuration;

/// <summary>From keys and texts to options, with all faults at once. Pure.</summary>
internal static class OptionsParser
{
    private static readonly Dictionary<string, Func<ControllerOptions, IReadOnlyList<string>, List<string>, ControllerOptions>> Keys = new(StringComparer.Ordinal)
    {
        ["dataDir"] = (options, values, faults) => options with { DataDir = DataDir(values, faults) },
        ["listen"] = (options, values, faults) => options with { Listen = EndPoints("listen", values, faults) },
        ["insecureListen"] = (options, values, faults) => options with { InsecureListen = EndPoints("insecureListen", values, faults) },
        ["httpsListen"] = (options, values, faults) => options with { HttpsListen = values is [] or [""] ? [] : EndPoints("httpsListen", values, faults) },
        ["insecureHttpListen"] = (options, values, faults) => options with { InsecureHttpListen = LoopbackOnly("insecureHttpListen", values, faults) },
        ["advertise"] = (options, values, faults) => options with { Advertise = Advertise(values, faults) },
        ["serverNames"] = (options, values, faults) => options with { ServerNames = ServerNames(values, faults) },
        ["certificateTTL"] = (options, values, faults) => options with { CertificateTTL = Duration("certificateTTL", values, faults) },
        ["mqtt.broker"] = (options, values, faults) => options with { Broker = BrokerOf(options) with { Address = BrokerAddress(values, faults) } },
        ["mqtt.certificate"] = (options, values, faults) => options with { Broker = BrokerOf(options) with { CertificateFile = FilePath("mqtt.certificate", values, faults) } },
        ["mqtt.key"] = (options, values, faults) => options with { Broker = BrokerOf(options) with { KeyFile = FilePath("mqtt.key", values, faults) } },
        ["mqtt.ca"] = (options, values, faults) => options with { Broker = BrokerOf(options) with { AuthorityFile = FilePath("mqtt.ca", values, faults) } },
        ["podCIDR"] = (options, values, faults) => options with { PodCIDR = PodCIDR(values, faults) },
        ["nodePodCIDRSize"] = (options, values, faults) => options with { NodePodCIDRSize = NodePodCIDRSize(values, faults) },
        ["nodeMonitorGracePeriod"] = (options, values, faults) => options with { NodeMonitorGracePeriod = Duration("nodeMonitorGracePeriod", values, faults) },
        ["trustClock"] = (options, values, faults) => options with { TrustClock = Flag("trustClock", values, faults) },
        ["logLevel"] = (options, values, faults) => options with { LogLevel = Level(values, faults) },
    };

    public static IReadOnlyCollection<string> KnownKeys => Keys.Keys;

    /// <summary>Whether a key takes a list.</summary>
    public static bool IsList(string key) => key is "listen" or "insecureListen" or "httpsListen" or "insecureHttpListen" or "advertise" or "serverNames";

    /// <param name="given">Values by key; a list for keys that take one.</param>
    /// <param name="faults">Each with the key it is about.</param>
    public static ControllerOptions Parse(IReadOnlyDictionary<string, IReadOnlyList<string>> given, List<string> faults)
    {
        var options = new ControllerOptions();
        foreach (var (key, values) in given)
        {
            if (!Keys.TryGetValue(key, out var set))
            {
                faults.Add($"{key}: unknown key; known are {string.Join(", ", Keys.Keys)}");
            }
            else if (values.Count != 1 && !IsList(key))
            {
                faults.Add($"{key}: must be one value, not {values.Count}");
            }
            else
            {
                options = set(options, values, faults);
            }
        }

        faults.AddRange(options.Broker is { } broker && faults.Count == 0 ? broker.Faults() : []);
        if (faults.Count == 0 && options.Broker is null && options.Listen.Count + options.InsecureListen.Count == 0)
        {
            faults.Add("listen: must name at least one ADDRESS:PORT, unless insecureListen does or mqtt.broker is given");
        }

        if (faults.Count == 0 && (options.NodePodCIDRSize < options.PodCIDR.PrefixLength || options.NodePodCIDRSize > 30))
        {
            faults.Add($"nodePodCIDRSize: must be between the prefix length of podCIDR ({options.PodCIDR.PrefixLength}) and 30, not {options.NodePodCIDRSize}");
        }

        return options;
    }

    private static BrokerOptions BrokerOf(ControllerOptions options) => options.Broker ?? new BrokerOptions();

    private static Uri? BrokerAddress(IReadOnlyList<string> values, List<string> faults)
    {
        if (Uri.TryCreate(values[0], UriKind.Absolute, out var uri) && uri.Scheme == "mqtts" && uri.Host.Length > 0 && uri.AbsolutePath is "" or "/" && uri.UserInfo.Length == 0)
        {
            return uri.Port > 0 ? uri : new UriBuilder(uri) { Port = 8883 }.Uri;
        }

        faults.Add($"mqtt.broker: must be mqtts://HOST:PORT, not \"{values[0]}\"");
        return null;
    }

    private static string FilePath(string key, IReadOnlyList<string> values, List<string> faults)
    {
        if (!Path.IsPathFullyQualified(values[0]))
        {
            faults.Add($"{key}: must be an absolute path, not \"{values[0]}\"");
        }

        return values[0];
    }

    private static string DataDir(IReadOnlyList<string> values, List<string> faults)
    {
        if (!Path.IsPathFullyQualified(values[0]))
        {
            faults.Add($"dataDir: must be an absolute path, not \"{values[0]}\"");
        }

        return values[0];
    }

    private static IReadOnlyList<IPEndPoint> EndPoints(string key, IReadOnlyList<string> values, List<string> faults)
    {
        var endPoints = new List<IPEndPoint>();
        foreach (var value in values)
        {
            if (value.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(value.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out var endPoint))
            {
                endPoints.Add(endPoint);
            }
            else
            {
                faults.Add($"{key}: must be ADDRESS:PORT, such as 127.0.0.1:8883, not \"{value}\"");
            }
        }

        return endPoints;
    }

    private static IReadOnlyList<string> Advertise(IReadOnlyList<string> values, List<string> faults)
    {
        foreach (var value in values)
        {
            if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme != "mqtts" || uri.Host.Length == 0 || uri.Port <= 0 || uri.AbsolutePath is not ("" or "/"))
            {
                faults.Add($"advertise: must be mqtts://HOST:PORT, not \"{value}\"");
            }
        }

        return values;
    }

    private static IReadOnlyList<string> ServerNames(IReadOnlyList<string> values, List<string> faults)
    {
        foreach (var value in values.Where(value => Uri.CheckHostName(value) == UriHostNameType.Unknown))
        {
            faults.Add($"serverNames: must be host names or addresses, not \"{value}\"");
        }

        return values;
    }

    private static IReadOnlyList<IPEndPoint> LoopbackOnly(string key, IReadOnlyList<string> values, List<string> faults)
    {
        var endPoints = EndPoints(key, values, faults);
        faults.AddRange(endPoints.Where(endPoint => !IPAddress.IsLoopback(endPoint.Address)).Select(endPoint =>
            $"{key}: must be on loopback, as whoever reaches it is the administrator; {endPoint} is not"));
        return endPoints;
    }

    private static IPNetwork PodCIDR(IReadOnlyList<string> values, List<string> faults)
    {
        // Newer runtimes read 10.42.0.1/16 as the network it lies in; here it is more likely a mistake.
        if (IPNetwork.TryParse(values[0], out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && network.ToString() == values[0])
        {
            return network;
        }

        faults.Add($"podCIDR: must be an IPv4 network, such as 10.42.0.0/16, not \"{values[0]}\"");
        return IPNetwork.Parse("10.42.0.0/16");
    }

    private static int NodePodCIDRSize(IReadOnlyList<string> values, List<string> faults)
    {
        if (int.TryParse(values[0], out var size))
        {
            return size;
        }

        faults.Add($"nodePodCIDRSize: must be a prefix length, such as 24, not \"{values[0]}\"");
        return 24;
    }

    private static TimeSpan Duration(string key, IReadOnlyList<string> values, List<string> faults)
    {
        if (Durations.TryParse(values[0], out var duration) && duration > TimeSpan.Zero)
        {
            return duration;
        }

        faults.Add($"{key}: must be a duration, such as 40s or 1m30s, not \"{values[0]}\"");
        return TimeSpan.FromSeconds(1);
    }

    private static bool Flag(string key, IReadOnlyList<string> values, List<string> faults)
    {
        if (values[0] is not ("true" or "false"))
        {
            faults.Add($"{key}: must be true or false, not \"{values[0]}\"");
        }

        return values[0] == "true";
    }

    private static LogLevel Level(IReadOnlyList<string> values, List<string> faults)
    {
        LogLevel? level = values[0].ToLowerInvariant() switch
        {
            "debug" => LogLevel.Debug,
            "info" or "information" => LogLevel.Information,
            "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            _ => null,
        };
        if (level is null)
        {
            faults.Add($"logLevel: must be debug, info, warning or error, not \"{values[0]}\"");
        }

        return level ?? LogLevel.Information;
    }
}
