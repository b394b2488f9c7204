using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>A port a container listens on.</summary>
[Description("A port a container listens on.")]
public sealed record ContainerPort
{
    [Description("Name of the port, unique in the pod.")]
    public string? Name { get; init; }

    [Description("Port opened on the node.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int HostPort { get; init; }

    [Description("Port inside the container, 1 to 65535.")]
    [JsonPropertyName("containerPort")]
    public int Port { get; init; }

    [Description("TCP (default), UDP or SCTP.")]
    public string? Protocol { get; init; }

    [Description("Node address the host port is bound to.")]
    public string? HostIP { get; init; }
}
