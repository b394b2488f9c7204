using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>Where to connect, and as whom.</summary>
internal sealed record ConnectionSettings(MqttServerAddress Server, string User, string Namespace)
{
    /// <summary>How long one request may take; zero for as long as it takes.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public bool IsNamespaceGiven { get; init; }

    public TimeSpan LimitOr(TimeSpan limit) => RequestTimeout > TimeSpan.Zero && RequestTimeout < limit ? RequestTimeout : limit;
}
