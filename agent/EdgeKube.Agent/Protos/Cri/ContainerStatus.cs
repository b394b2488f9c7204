using EdgeKube.Agent.Runtime;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ContainerStatus() : RuntimeObject(createdAt: 4, labels: 12)
{
    public ContainerMetadata? Metadata { get; set; }

    public RuntimeContainerState State { get; set; }

    public long StartedAt { get; set; }

    public long FinishedAt { get; set; }

    public int ExitCode { get; set; }

    public ImageSpec? Image { get; set; }

    public string ImageRef { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Message { get; set; } = "";

    public string LogPath { get; set; } = "";

    protected override bool ReadOwn(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 2:
                Metadata = reader.ReadMessage(new ContainerMetadata());
                return true;
            case 3:
                State = (RuntimeContainerState)reader.Number();
                return true;
            case 5:
                StartedAt = (long)reader.Number();
                return true;
            case 6:
                FinishedAt = (long)reader.Number();
                return true;
            case 7:
                ExitCode = (int)reader.Number();
                return true;
            case 8:
                Image = reader.ReadMessage(new ImageSpec());
                return true;
            case 9:
                ImageRef = reader.ReadText();
                return true;
            case 10:
                Reason = reader.ReadText();
                return true;
            case 11:
                Message = reader.ReadText();
                return true;
            case 15:
                LogPath = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
