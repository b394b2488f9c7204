using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ListLeasesResponse : IResponseMessage
{
    public List<Lease> Leases { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Leases.Add(reader.ReadMessage(new Lease()));
                return true;
            default:
                return false;
        }
    }
}
