using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class LinuxPodSandboxStatus : IResponseMessage
{
    public PodSandboxNamespaces? Namespaces { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Namespaces = reader.ReadMessage(new PodSandboxNamespaces());
                return true;
            default:
                return false;
        }
    }
}
