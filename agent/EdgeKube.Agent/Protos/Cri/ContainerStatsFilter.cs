using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ContainerStatsFilter : IRequestMessage
{
    public IReadOnlyDictionary<string, string>? LabelSelector { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Map(3, LabelSelector);
    }
}
