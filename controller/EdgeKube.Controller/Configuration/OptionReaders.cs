using System.Net;
using System.Net.Sockets;
using EdgeKube.Hosting.Options;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Configuration;

/// <summary>From texts to what only the controller's options are made of. Pure.</summary>
internal static class OptionReaders
{
    public static IReadOnlyList<IPEndPoint> EndPoints(OptionValue value)
    {
        var endPoints = new List<IPEndPoint>();
        foreach (var text in value.Values)
        {
            if (text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out var endPoint))
            {
                endPoints.Add(endPoint);
            }
            else
            {
                value.Fault($"must be ADDRESS:PORT, such as 127.0.0.1:8883, not \"{text}\"");
            }
        }

        return endPoints;
    }

    public static IReadOnlyList<IPEndPoint> LoopbackEndPoints(OptionValue value)
    {
        var endPoints = EndPoints(value);
        foreach (var endPoint in endPoints.Where(endPoint => !IPAddress.IsLoopback(endPoint.Address)))
        {
            value.Fault($"must be on loopback, as whoever reaches it is the administrator; {endPoint} is not");
        }

        return endPoints;
    }

    public static Uri? Broker(OptionValue value)
    {
        if (FindBroker(value.Text) is not { } uri)
        {
            value.Fault($"must be mqtts://HOST:PORT, not \"{value.Text}\"");
            return null;
        }

        return uri.Port > 0 ? uri : new UriBuilder(uri) { Port = 8883 }.Uri;
    }

    public static IReadOnlyList<string> Advertised(OptionValue value)
    {
        foreach (var text in value.Values.Where(text => FindBroker(text) is not { Port: > 0 }))
        {
            value.Fault($"must be mqtts://HOST:PORT, not \"{text}\"");
        }

        return value.Values;
    }

    public static IReadOnlyList<string> HostNames(OptionValue value)
    {
        foreach (var text in value.Values.Where(text => Uri.CheckHostName(text) == UriHostNameType.Unknown))
        {
            value.Fault($"must be host names or addresses, not \"{text}\"");
        }

        return value.Values;
    }

    public static IPNetwork Network(OptionValue value)
    {
        // Newer runtimes read 10.42.0.1/16 as the network it lies in; here it is more likely a mistake.
        if (IPNetwork.TryParse(value.Text, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && network.ToString() == value.Text)
        {
            return network;
        }

        value.Fault($"must be an IPv4 network, such as 10.42.0.0/16, not \"{value.Text}\"");
        return IPNetwork.Parse("10.42.0.0/16");
    }

    public static LogLevel Level(OptionValue value)
    {
        switch (value.Text.ToLowerInvariant())
        {
            case "debug":
                return LogLevel.Debug;
            case "info" or "information":
                return LogLevel.Information;
            case "warn" or "warning":
                return LogLevel.Warning;
            case "error":
                return LogLevel.Error;
            default:
                value.Fault($"must be debug, info, warning or error, not \"{value.Text}\"");
                return LogLevel.Information;
        }
    }

    public static string Word(LogLevel level) => level == LogLevel.Information ? "info" : level.ToString().ToLowerInvariant();

    private static Uri? FindBroker(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == "mqtts" && uri.Host.Length > 0 && uri.AbsolutePath is "" or "/" && uri.UserInfo.Length == 0 ? uri : null;
}
