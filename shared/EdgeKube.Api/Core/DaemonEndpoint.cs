using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>A port a daemon listens on.</summary>
[Description("A port a daemon listens on.")]
public sealed record DaemonEndpoint
{
    [Description("Port number.")]
    [JsonPropertyName("Port")]
    public int Port { get; init; }
}
