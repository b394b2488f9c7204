using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

/// <summary>What the requests to start, to await, to look at and to delete one process consist of.</summary>
internal sealed class ProcessRequest : IRequestMessage
{
    public string ContainerId { get; init; } = "";

    /// <summary>Empty for the container's own process.</summary>
    public string ExecId { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerId);
        writer.Text(2, ExecId);
    }
}
