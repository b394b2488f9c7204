using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ContentInfo : IRequestMessage, IResponseMessage
{
    public string Digest { get; set; } = "";

    /// <summary>Only told, never asked for.</summary>
    public long Size { get; private set; }

    public Dictionary<string, string> Labels { get; init; } = [];

    public void Write(WireWriter writer)
    {
        writer.Text(1, Digest);
        writer.Map(5, Labels);
    }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Digest = reader.ReadText();
                return true;
            case 2:
                Size = (long)reader.Number();
                return true;
            case 5:
                reader.ReadEntry(Labels);
                return true;
            default:
                return false;
        }
    }
}
