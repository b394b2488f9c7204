using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class CreateLeaseResponse : IResponseMessage
{
    public Lease? Lease { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Lease = reader.ReadMessage(new Lease());
                return true;
            default:
                return false;
        }
    }
}
