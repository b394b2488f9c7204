using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class FieldMask : IRequestMessage
{
    public IReadOnlyList<string> Paths { get; init; } = [];

    public void Write(WireWriter writer)
    {
        writer.Texts(1, Paths);
    }
}
