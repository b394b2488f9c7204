using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class VersionResponse : IResponseMessage
{
    public string RuntimeName { get; set; } = "";

    public string RuntimeVersion { get; set; } = "";

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 2:
                RuntimeName = reader.ReadText();
                return true;
            case 3:
                RuntimeVersion = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
