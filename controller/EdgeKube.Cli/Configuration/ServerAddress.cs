using EdgeKube.Cli.Commands;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Configuration;

/// <summary>A server as people name it.</summary>
internal sealed record ServerAddress(MqttServerAddress Address, bool IsSecure)
{
    private const int PlainPort = 1883;
    private const int SecurePort = 8883;

    /// <summary>Reads <c>mqtts://HOST[:PORT]</c>, <c>HOST[:PORT]</c> (the same) or, without TLS, <c>mqtt://HOST[:PORT]</c>.</summary>
    /// <exception cref="CommandException">It is none of these.</exception>
    public static ServerAddress Parse(string text)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : $"mqtts://{text}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.UserInfo.Length > 0 || uri.AbsolutePath is not ("" or "/"))
        {
            throw new CommandException($"server \"{text}\": must look like mqtts://HOST:PORT");
        }

        if (uri.Scheme is not ("mqtt" or "mqtts"))
        {
            throw new CommandException($"server \"{text}\": {uri.Scheme}:// is not supported; say mqtts://HOST:PORT");
        }

        var isSecure = uri.Scheme == "mqtts";
        return new(new MqttServerAddress(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : isSecure ? SecurePort : PlainPort), isSecure);
    }

    /// <summary>As it is written into a configuration file.</summary>
    public override string ToString() => $"{(IsSecure ? "mqtts" : "mqtt")}://{Address}";
}
