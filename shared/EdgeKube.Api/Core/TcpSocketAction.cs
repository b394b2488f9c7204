using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Opens a TCP connection; that it opens is success.</summary>
[Description("Opens a TCP connection; that it opens is success.")]
public sealed record TcpSocketAction
{
    [Description("Port number, or name of one of the container's ports.")]
    public IntOrString Port { get; init; }

    [Description("Host to connect to instead of the pod's address.")]
    public string? Host { get; init; }
}
