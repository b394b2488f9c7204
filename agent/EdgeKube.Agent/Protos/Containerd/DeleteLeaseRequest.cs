using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class DeleteLeaseRequest : IRequestMessage
{
    public string Id { get; init; } = "";

    /// <summary>Collect garbage before the answer.</summary>
    public bool Sync { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, Id);
        writer.Flag(2, Sync);
    }
}
