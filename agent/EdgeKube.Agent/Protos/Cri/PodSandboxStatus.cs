using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PodSandboxStatus : IResponseMessage
{
    public string Id { get; set; } = "";

    public PodSandboxMetadata? Metadata { get; set; }

    public PodSandboxState State { get; set; }

    /// <summary>Nanoseconds since 1970, as every time in CRI.</summary>
    public long CreatedAt { get; set; }

    public PodSandboxNetworkStatus? Network { get; set; }

    public LinuxPodSandboxStatus? Linux { get; set; }

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
                Network = reader.ReadMessage(new PodSandboxNetworkStatus());
                return true;
            case 6:
                Linux = reader.ReadMessage(new LinuxPodSandboxStatus());
                return true;
            case 7:
                reader.ReadEntry(Labels);
                return true;
            case 8:
                reader.ReadEntry(Annotations);
                return true;
            default:
                return false;
        }
    }
}
