using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ListContentRequest : IRequestMessage
{
    public IReadOnlyList<string> Filters { get; init; } = [];

    public void Write(WireWriter writer)
    {
        writer.Texts(1, Filters);
    }
}
