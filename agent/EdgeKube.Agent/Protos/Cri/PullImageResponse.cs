using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PullImageResponse : IResponseMessage
{
    public string ImageRef { get; set; } = "";

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                ImageRef = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
