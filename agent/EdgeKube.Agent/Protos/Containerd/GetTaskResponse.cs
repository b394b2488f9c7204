using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class GetTaskResponse : IResponseMessage
{
    public TaskProcess? Process { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Process = reader.ReadMessage(new TaskProcess());
                return true;
            default:
                return false;
        }
    }
}
