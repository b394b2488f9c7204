using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ContentStatus : IResponseMessage
{
    public string Ref { get; private set; } = "";

    public long Offset { get; private set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 3:
                Ref = reader.ReadText();
                return true;
            case 4:
                Offset = (long)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
