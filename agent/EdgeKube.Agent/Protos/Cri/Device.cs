using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class Device : IRequestMessage
{
    public string ContainerPath { get; init; } = "";

    public string HostPath { get; init; } = "";

    public string Permissions { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerPath);
        writer.Text(2, HostPath);
        writer.Text(3, Permissions);
    }
}
