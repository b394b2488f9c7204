using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class RuntimeStatus : IResponseMessage
{
    public List<RuntimeCondition> Conditions { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Conditions.Add(reader.ReadMessage(new RuntimeCondition()));
                return true;
            default:
                return false;
        }
    }
}
