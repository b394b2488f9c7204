using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ListPodSandboxResponse : IResponseMessage
{
    public List<PodSandbox> Items { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Items.Add(reader.ReadMessage(new PodSandbox()));
                return true;
            default:
                return false;
        }
    }
}
