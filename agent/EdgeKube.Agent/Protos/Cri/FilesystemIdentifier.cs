using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class FilesystemIdentifier : IResponseMessage
{
    public string Mountpoint { get; private set; } = "";

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Mountpoint = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
