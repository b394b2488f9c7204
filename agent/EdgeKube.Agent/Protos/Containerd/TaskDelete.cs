using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class TaskDelete : IResponseMessage
{
    public string ContainerId { get; set; } = "";

    public string Id { get; set; } = "";

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                ContainerId = reader.ReadText();
                return true;
            case 5:
                Id = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
