using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class Lease : IResponseMessage
{
    public string Id { get; set; } = "";

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Id = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
