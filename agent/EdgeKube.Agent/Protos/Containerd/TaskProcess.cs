using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class TaskProcess : IResponseMessage
{
    public uint Pid { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 3:
                Pid = (uint)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
