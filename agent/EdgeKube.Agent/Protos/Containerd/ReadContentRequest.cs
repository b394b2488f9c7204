using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ReadContentRequest : IRequestMessage
{
    public string Digest { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Digest);
    }
}
