using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class FilesystemUsage : IResponseMessage
{
    public FilesystemIdentifier Id { get; } = new();

    public long UsedBytes { get; private set; }

    public long UsedInodes { get; private set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 2:
                reader.ReadMessage(Id);
                return true;
            case 3:
                UsedBytes = reader.ReadOptional();
                return true;
            case 4:
                UsedInodes = reader.ReadOptional();
                return true;
            default:
                return false;
        }
    }
}
