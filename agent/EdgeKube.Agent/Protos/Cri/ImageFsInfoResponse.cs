using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ImageFsInfoResponse : IResponseMessage
{
    public List<FilesystemUsage> Filesystems { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Filesystems.Add(reader.ReadMessage(new FilesystemUsage()));
                return true;
            default:
                return false;
        }
    }
}
