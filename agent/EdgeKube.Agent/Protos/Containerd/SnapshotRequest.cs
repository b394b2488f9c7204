using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class SnapshotRequest : IRequestMessage
{
    public string Snapshotter { get; init; } = "";

    public string Key { get; init; } = "";

    public string Parent { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Snapshotter);
        writer.Text(2, Key);
        writer.Text(3, Parent);
    }
}
