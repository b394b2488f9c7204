using EdgeKube.Agent.Runtime;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class Container : IResponseMessage
{
    public string Id { get; set; } = "";

    public string PodSandboxId { get; set; } = "";

    public ContainerMetadata? Metadata { get; set; }

    public ImageSpec? Image { get; set; }

    public string ImageRef { get; set; } = "";

    public RuntimeContainerState State { get; set; }

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
                PodSandboxId = reader.ReadText();
                return true;
            case 3:
                Metadata = reader.ReadMessage(new ContainerMetadata());
                return true;
            case 4:
                Image = reader.ReadMessage(new ImageSpec());
                return true;
            case 5:
                ImageRef = reader.ReadText();
                return true;
            case 6:
                State = (RuntimeContainerState)reader.Number();
                return true;
            case 7:
                CreatedAt = (long)reader.Number();
                return true;
            case 8:
                reader.ReadEntry(Labels);
                return true;
            case 9:
                reader.ReadEntry(Annotations);
                return true;
            default:
                return false;
        }
    }
}
