using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class CloseInputRequest : IRequestMessage
{
    public string ContainerId { get; init; } = "";

    public string ExecId { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerId);
        writer.Text(2, ExecId);
        writer.Flag(3, true);
    }
}
