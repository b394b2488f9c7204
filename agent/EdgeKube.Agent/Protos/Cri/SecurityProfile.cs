using EdgeKube.Agent.Runtime;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class SecurityProfile : IRequestMessage
{
    public ConfinementKind ProfileType { get; init; }

    public string LocalhostRef { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Integer(1, (int)ProfileType);
        writer.Text(2, LocalhostRef);
    }
}
