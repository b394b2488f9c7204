using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class StopContainerRequest : IRequestMessage
{
    public string ContainerId { get; init; } = "";

    /// <summary>Seconds.</summary>
    public long Timeout { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerId);
        writer.Integer(2, Timeout);
    }
}
