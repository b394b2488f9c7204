using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

/// <summary>
/// An id and nothing else: what the requests about one sandbox or container consist of, the answers to RunPodSandbox and CreateContainer,
/// and some events.
/// </summary>
internal sealed class RuntimeId : IRequestMessage, IResponseMessage
{
    public string Id { get; set; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Id);
    }

    public bool ReadField(int field, ref WireReader reader)
    {
        if (field != 1)
        {
            return false;
        }

        Id = reader.ReadText();
        return true;
    }
}
