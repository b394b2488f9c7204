using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ListContentResponse : IResponseMessage
{
    public List<ContentInfo> Infos { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Infos.Add(reader.ReadMessage(new ContentInfo()));
                return true;
            default:
                return false;
        }
    }
}
