using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class StatusRequest : IRequestMessage
{
    public bool Verbose { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Flag(1, Verbose);
    }
}
