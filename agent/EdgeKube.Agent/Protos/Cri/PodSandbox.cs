using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PodSandbox : IResponseMessage
{
    public string Id { get; set; } = "";

    public PodSandboxMetadata? Metadata { get; set; }

    public PodSandboxState State { get; set; }

    public long CreatedAt { get; set; }

    public Dictionary<string, string> Labels { get; } = [];

    public Dictionary<string, string> Annotations { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Id = reader.ReadText();
                return true;
            case 2:
                Metadata = reader.ReadMessage(new PodSandboxMetadata());
                return true;
            case 3:
                State = (PodSandboxState)reader.Number();
                return true;
            case 4:
                CreatedAt = (long)reader.Number();
                return true;
            case 5:
                reader.ReadEntry(Labels);
                return true;
            case 6:
                reader.ReadEntry(Annotations);
                return true;
            default:
                return false;
        }
    }
}
