using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PodSandboxNetworkStatus : IResponseMessage
{
    public string Ip { get; set; } = "";

    public List<PodIp> AdditionalIps { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Ip = reader.ReadText();
                return true;
            case 2:
                AdditionalIps.Add(reader.ReadMessage(new PodIp()));
                return true;
            default:
                return false;
        }
    }
}
