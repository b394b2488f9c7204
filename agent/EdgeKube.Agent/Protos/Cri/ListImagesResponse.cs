using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ListImagesResponse : IResponseMessage
{
    public List<Image> Images { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Images.Add(reader.ReadMessage(new Image()));
                return true;
            default:
                return false;
        }
    }
}
