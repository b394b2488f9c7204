using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class Capability : IRequestMessage
{
    public IReadOnlyList<string> AddCapabilities { get; init; } = [];

    public IReadOnlyList<string> DropCapabilities { get; init; } = [];

    public void Write(WireWriter writer)
    {
        writer.Texts(1, AddCapabilities);
        writer.Texts(2, DropCapabilities);
    }
}
