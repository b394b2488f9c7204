using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ContainerAttributes : IResponseMessage
{
    public string Id { get; private set; } = "";

    public Dictionary<string, string> Labels { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Id = reader.ReadText();
                return true;
            case 3:
                reader.ReadEntry(Labels);
                return true;
            default:
                return false;
        }
    }
}
