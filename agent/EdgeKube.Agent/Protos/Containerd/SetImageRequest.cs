using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

/// <summary>What the requests to create and to update a name consist of.</summary>
internal sealed class SetImageRequest : IRequestMessage
{
    public NamedImage? Image { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, Image);
    }
}
