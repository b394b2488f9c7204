using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class GetImageRequest : IRequestMessage
{
    public string Name { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Name);
    }
}
