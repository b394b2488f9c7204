using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class SnapshotMounts : IResponseMessage
{
    public List<SnapshotMount> Mounts { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Mounts.Add(reader.ReadMessage(new SnapshotMount()));
                return true;
            default:
                return false;
        }
    }
}
