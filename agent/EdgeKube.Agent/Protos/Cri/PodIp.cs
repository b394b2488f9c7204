using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PodIp : IResponseMessage
{
    public string Ip { get; set; } = "";

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Ip = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
