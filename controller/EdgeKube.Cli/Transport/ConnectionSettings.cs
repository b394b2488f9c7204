using EdgeKube.Cli.Configuration;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>Where to connect, and as whom.</summary>
internal sealed record ConnectionSettings(MqttServerAddress Server, Identity Identity, string Namespace)
{
    /// <summary>Null: a plain connection, in which nobody proves anything.</summary>
    public ClientCredentials? Credentials { get; init; }

    /// <summary>Where the credentials came from; a renewed certificate is written there.</summary>
    public ConfigurationFile File { get; init; } = ConfigurationFile.Empty;

    /// <summary>How long one request may take; zero for as long as it takes.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public bool IsNamespaceGiven { get; init; }

    public TimeSpan LimitOr(TimeSpan limit) => RequestTimeout > TimeSpan.Zero && RequestTimeout < limit ? RequestTimeout : limit;
}
