using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class TaskExit : IResponseMessage
{
    public string ContainerId { get; set; } = "";

    /// <summary>The process: the container's id, or that of an exec in it.</summary>
    public string Id { get; set; } = "";

    public uint ExitStatus { get; set; }

    public Timestamp? ExitedAt { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                ContainerId = reader.ReadText();
                return true;
            case 2:
                Id = reader.ReadText();
                return true;
            case 4:
                ExitStatus = (uint)reader.Number();
                return true;
            case 5:
                ExitedAt = reader.ReadMessage(new Timestamp());
                return true;
            default:
                return false;
        }
    }
}
