using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class SnapshotMount : IResponseMessage
{
    public string Type { get; private set; } = "";

    public string Source { get; private set; } = "";

    public List<string> Options { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Type = reader.ReadText();
                return true;
            case 2:
                Source = reader.ReadText();
                return true;
            case 4:
                Options.Add(reader.ReadText());
                return true;
            default:
                return false;
        }
    }
}
