using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class GetContainerResponse : IResponseMessage
{
    public ContainerRecord? Container { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Container = reader.ReadMessage(new ContainerRecord());
                return true;
            default:
                return false;
        }
    }
}
