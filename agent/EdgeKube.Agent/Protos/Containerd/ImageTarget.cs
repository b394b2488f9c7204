using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

/// <summary>On the wire a containerd.types.Descriptor.</summary>
internal sealed record ImageTarget : IRequestMessage, IResponseMessage
{
    public string MediaType { get; set; } = "";

    public string Digest { get; set; } = "";

    public long Size { get; set; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, MediaType);
        writer.Text(2, Digest);
        writer.Integer(3, Size);
    }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                MediaType = reader.ReadText();
                return true;
            case 2:
                Digest = reader.ReadText();
                return true;
            case 3:
                Size = (long)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
