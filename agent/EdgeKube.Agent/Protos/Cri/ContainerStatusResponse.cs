using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ContainerStatusResponse : IResponseMessage
{
    public ContainerStatus? Status { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Status = reader.ReadMessage(new ContainerStatus());
                return true;
            default:
                return false;
        }
    }
}
