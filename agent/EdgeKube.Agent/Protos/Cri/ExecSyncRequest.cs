using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ExecSyncRequest : IRequestMessage
{
    public string ContainerId { get; init; } = "";

    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>Seconds.</summary>
    public long Timeout { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerId);
        writer.Texts(2, Cmd);
        writer.Integer(3, Timeout);
    }
}
