using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class Timestamp : IResponseMessage
{
    public long Seconds { get; set; }

    public int Nanos { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Seconds = (long)reader.Number();
                return true;
            case 2:
                Nanos = (int)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
