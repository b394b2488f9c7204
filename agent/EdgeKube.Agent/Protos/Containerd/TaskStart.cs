using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class TaskStart : IResponseMessage
{
    public string ContainerId { get; set; } = "";

    public uint Pid { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                ContainerId = reader.ReadText();
                return true;
            case 2:
                Pid = (uint)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
