using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class SecurityProfile : IRequestMessage
{
    public SecurityProfileType ProfileType { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Integer(1, (int)ProfileType);
    }
}
