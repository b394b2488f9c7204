using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PullImageRequest : IRequestMessage
{
    public ImageSpec? Image { get; init; }

    public AuthConfig? Auth { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, Image);
        writer.Message(2, Auth);
    }
}
