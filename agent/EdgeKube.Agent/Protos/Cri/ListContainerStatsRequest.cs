using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ListContainerStatsRequest : IRequestMessage
{
    public ContainerStatsFilter? Filter { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, Filter);
    }
}
