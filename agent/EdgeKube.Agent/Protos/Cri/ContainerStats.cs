using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ContainerStats : IResponseMessage
{
    public ContainerAttributes Attributes { get; } = new();

    public FilesystemUsage WritableLayer { get; } = new();

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                reader.ReadMessage(Attributes);
                return true;
            case 4:
                reader.ReadMessage(WritableLayer);
                return true;
            default:
                return false;
        }
    }
}
