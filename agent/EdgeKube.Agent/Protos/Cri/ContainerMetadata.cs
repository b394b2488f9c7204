using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ContainerMetadata : IRequestMessage, IResponseMessage
{
    public string Name { get; set; } = "";

    public uint Attempt { get; set; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, Name);
        writer.Number(2, Attempt);
    }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Name = reader.ReadText();
                return true;
            case 2:
                Attempt = (uint)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
