using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ListContainersResponse : IResponseMessage
{
    public List<Container> Containers { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Containers.Add(reader.ReadMessage(new Container()));
                return true;
            default:
                return false;
        }
    }
}
