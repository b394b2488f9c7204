using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>One request of Kubernetes' HTTP API.</summary>
internal sealed record ApiCall(string Method, string Path)
{
    public const string Json = "application/json";

    public const string MergePatch = "application/merge-patch+json";

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    public string Accept { get; init; } = Json;

    /// <summary>Under which name changes are kept in managedFields, unless the path says one.</summary>
    public string UserAgent { get; init; } = "edgectl";

    /// <summary>What else the message says about the request.</summary>
    public IReadOnlyList<MqttUserProperty> Properties { get; init; } = [];

    /// <summary>The answer is to be a stream both ways.</summary>
    public bool IsUpgrade { get; init; }

    public static ApiCall Get(string path) => new("GET", path);
}
