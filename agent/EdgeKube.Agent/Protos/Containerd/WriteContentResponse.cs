using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class WriteContentResponse : IResponseMessage
{
    public long Offset { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 4:
                Offset = (long)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
