using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

/// <summary>Called Namespace in CRI.</summary>
internal sealed class PodSandboxNamespaces : IResponseMessage
{
    public NamespaceOption? Options { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 2:
                Options = reader.ReadMessage(new NamespaceOption());
                return true;
            default:
                return false;
        }
    }
}
