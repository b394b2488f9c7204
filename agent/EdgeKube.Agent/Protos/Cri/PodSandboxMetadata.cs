using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PodSandboxMetadata : IRequestMessage, IResponseMessage
{
    public string Name { get; set; } = "";

    public string Uid { get; set; } = "";

    public string Namespace { get; set; } = "";

    public uint Attempt { get; set; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, Name);
        writer.Text(2, Uid);
        writer.Text(3, Namespace);
        writer.Number(4, Attempt);
    }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Name = reader.ReadText();
                return true;
            case 2:
                Uid = reader.ReadText();
                return true;
            case 3:
                Namespace = reader.ReadText();
                return true;
            case 4:
                Attempt = (uint)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
