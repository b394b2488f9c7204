using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

/// <summary>What the requests about one image consist of.</summary>
internal sealed class ImageRequest : IRequestMessage
{
    public ImageSpec? Image { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, Image);
    }
}
