using EdgeKube.Agent.Runtime;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PortMapping : IRequestMessage
{
    public PortProtocol Protocol { get; init; }

    public int ContainerPort { get; init; }

    public int HostPort { get; init; }

    public string HostIp { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Integer(1, (int)Protocol);
        writer.Integer(2, ContainerPort);
        writer.Integer(3, HostPort);
        writer.Text(4, HostIp);
    }
}
