using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PodSandboxStatusResponse : IResponseMessage
{
    public PodSandboxStatus? Status { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Status = reader.ReadMessage(new PodSandboxStatus());
                return true;
            default:
                return false;
        }
    }
}
