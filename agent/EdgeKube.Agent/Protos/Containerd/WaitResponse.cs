using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class WaitResponse : IResponseMessage
{
    public uint ExitStatus { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                ExitStatus = (uint)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
