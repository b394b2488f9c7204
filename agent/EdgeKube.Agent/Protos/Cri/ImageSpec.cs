using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ImageSpec : IRequestMessage, IResponseMessage
{
    public string Image { get; set; } = "";

    public string UserSpecifiedImage { get; set; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Image);
        writer.Text(18, UserSpecifiedImage);
    }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Image = reader.ReadText();
                return true;
            case 18:
                UserSpecifiedImage = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
