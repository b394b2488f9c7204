using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Transport;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Configuration;

/// <summary>Flags win over the environment, the environment over the file.</summary>
internal static class SettingsResolver
{
    private const int DefaultPort = 1883;

    /// <exception cref="CommandException">No server is named, or a value is wrong.</exception>
    public static ConnectionSettings Resolve(GlobalValues flags, Func<string, string?> environment, ConfigurationFile file, string? path)
    {
        var server = First(flags.Server, environment("EDGECTL_SERVER"), file.Server)
            ?? throw new CommandException(
                $"no server is configured; say --server mqtt://HOST:PORT, set EDGECTL_SERVER, or write \"server: mqtt://HOST:PORT\" into {path ?? "~/.config/edgekube/config.yaml"}");
        var user = First(flags.User, environment("EDGECTL_USER"), file.User) ?? "admin";
        if (!Identity.IsName(user))
        {
            throw new CommandException($"user \"{user}\": must have 1 to {Identity.MaxNameLength} characters, none of them / + # : or a control character");
        }

        return new(ParseServer(server), user, First(flags.Namespace, file.Namespace) ?? "default")
        {
            RequestTimeout = flags.RequestTimeout,
            IsNamespaceGiven = !string.IsNullOrEmpty(flags.Namespace),
        };
    }

    /// <summary>Reads <c>mqtt://HOST[:PORT]</c> or <c>HOST[:PORT]</c>.</summary>
    public static MqttServerAddress ParseServer(string text)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : $"mqtt://{text}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.AbsolutePath is not ("" or "/"))
        {
            throw new CommandException($"server \"{text}\": must look like mqtt://HOST:PORT");
        }

        if (uri.Scheme != "mqtt")
        {
            throw new CommandException($"server \"{text}\": {uri.Scheme}:// is not supported; say mqtt://HOST:PORT");
        }

        return new(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : DefaultPort);
    }

    private static string? First(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                return value;
            }
        }

        return null;
    }
}
