using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ImageStatusResponse : IResponseMessage
{
    /// <summary>Absent when there is no such image.</summary>
    public Image? Image { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Image = reader.ReadMessage(new Image());
                return true;
            default:
                return false;
        }
    }
}
