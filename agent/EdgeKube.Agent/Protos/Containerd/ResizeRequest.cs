using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ResizeRequest : IRequestMessage
{
    public string ContainerId { get; init; } = "";

    public string ExecId { get; init; } = "";

    public uint Width { get; init; }

    public uint Height { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerId);
        writer.Text(2, ExecId);
        writer.Number(3, Width);
        writer.Number(4, Height);
    }
}
