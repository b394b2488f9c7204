using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ListContainerStatsResponse : IResponseMessage
{
    public List<ContainerStats> Stats { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Stats.Add(reader.ReadMessage(new ContainerStats()));
                return true;
            default:
                return false;
        }
    }
}
