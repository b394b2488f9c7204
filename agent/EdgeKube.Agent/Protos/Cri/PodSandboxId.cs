using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

/// <summary>What the requests about one sandbox, and the answer to RunPodSandbox, consist of.</summary>
internal sealed class PodSandboxId : IRequestMessage, IResponseMessage
{
    public string Id { get; set; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Id);
    }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Id = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
