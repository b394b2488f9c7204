using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class RuntimeCondition : IResponseMessage
{
    public string Type { get; set; } = "";

    public bool Status { get; set; }

    public string Reason { get; set; } = "";

    public string Message { get; set; } = "";

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Type = reader.ReadText();
                return true;
            case 2:
                Status = reader.Number() != 0;
                return true;
            case 3:
                Reason = reader.ReadText();
                return true;
            case 4:
                Message = reader.ReadText();
                return true;
            default:
                return false;
        }
    }
}
