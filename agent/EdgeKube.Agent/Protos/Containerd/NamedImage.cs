using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

/// <summary>Called Image in containerd: a name and the content it points at.</summary>
internal sealed class NamedImage : IRequestMessage, IResponseMessage
{
    public string Name { get; set; } = "";

    public Dictionary<string, string> Labels { get; init; } = [];

    public ImageTarget? Target { get; set; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, Name);
        writer.Map(2, Labels);
        writer.Message(3, Target);
    }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Name = reader.ReadText();
                return true;
            case 2:
                reader.ReadEntry(Labels);
                return true;
            case 3:
                Target = reader.ReadMessage(new ImageTarget());
                return true;
            default:
                return false;
        }
    }
}
