using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ContentInfoResponse : IResponseMessage
{
    public ContentInfo? Info { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Info = reader.ReadMessage(new ContentInfo());
                return true;
            default:
                return false;
        }
    }
}
