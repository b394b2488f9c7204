using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class Image : IResponseMessage
{
    public string Id { get; set; } = "";

    public List<string> RepoTags { get; } = [];

    public List<string> RepoDigests { get; } = [];

    public ulong Size { get; set; }

    public long? Uid { get; set; }

    public string Username { get; set; } = "";

    public bool Pinned { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Id = reader.ReadText();
                return true;
            case 2:
                RepoTags.Add(reader.ReadText());
                return true;
            case 3:
                RepoDigests.Add(reader.ReadText());
                return true;
            case 4:
                Size = reader.Number();
                return true;
            case 5:
                Uid = reader.ReadOptional();
                return true;
            case 6:
                Username = reader.ReadText();
                return true;
            case 8:
                Pinned = reader.Number() != 0;
                return true;
            default:
                return false;
        }
    }
}
