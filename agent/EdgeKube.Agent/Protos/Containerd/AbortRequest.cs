using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class AbortRequest : IRequestMessage
{
    public string Ref { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Ref);
    }
}
