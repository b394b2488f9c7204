using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ListStatusesResponse : IResponseMessage
{
    public List<ContentStatus> Statuses { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Statuses.Add(reader.ReadMessage(new ContentStatus()));
                return true;
            default:
                return false;
        }
    }
}
