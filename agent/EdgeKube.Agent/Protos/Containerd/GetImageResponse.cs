using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class GetImageResponse : IResponseMessage
{
    public NamedImage? Image { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Image = reader.ReadMessage(new NamedImage());
                return true;
            default:
                return false;
        }
    }
}
