using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class StatusResponse : IResponseMessage
{
    public RuntimeStatus? Status { get; set; }

    /// <summary>JSON by topic, only when it was asked for. containerd puts its CRI configuration under "config".</summary>
    public Dictionary<string, string> Info { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Status = reader.ReadMessage(new RuntimeStatus());
                return true;
            case 2:
                reader.ReadEntry(Info);
                return true;
            default:
                return false;
        }
    }
}
