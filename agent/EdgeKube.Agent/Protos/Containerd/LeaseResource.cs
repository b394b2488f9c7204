using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class LeaseResource : IRequestMessage
{
    public string Id { get; init; } = "";

    /// <summary><c>content</c>, or <c>snapshots/</c> and the name of the snapshotter.</summary>
    public string Type { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Id);
        writer.Text(2, Type);
    }
}
