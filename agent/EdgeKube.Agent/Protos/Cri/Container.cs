using EdgeKube.Agent.Runtime;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class Container() : RuntimeObject(createdAt: 7, labels: 8)
{
    public string PodSandboxId { get; set; } = "";

    public ContainerMetadata? Metadata { get; set; }

    public ImageSpec? Image { get; set; }

    public string ImageRef { get; set; } = "";

    public RuntimeContainerState State { get; set; }

    protected override bool ReadOwn(int field, ref WireReader reader)
    {
        switch (field)
        {
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
            default:
                return false;
        }
    }
}
