using EdgeKube.Agent.Runtime;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class Mount : IRequestMessage
{
    public string ContainerPath { get; init; } = "";

    public string HostPath { get; init; } = "";

    public bool Readonly { get; init; }

    public MountPropagation Propagation { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerPath);
        writer.Text(2, HostPath);
        writer.Flag(3, Readonly);
        writer.Integer(5, (int)Propagation);
    }
}
