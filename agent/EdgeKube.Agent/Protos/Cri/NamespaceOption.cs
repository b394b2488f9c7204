using EdgeKube.Agent.Runtime;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class NamespaceOption : IRequestMessage, IResponseMessage
{
    public NamespaceMode Network { get; set; }

    public NamespaceMode Pid { get; set; }

    public NamespaceMode Ipc { get; set; }

    public string TargetId { get; set; } = "";

    public void Write(WireWriter writer)
    {
        writer.Integer(1, (int)Network);
        writer.Integer(2, (int)Pid);
        writer.Integer(3, (int)Ipc);
        writer.Text(4, TargetId);
    }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Network = (NamespaceMode)reader.Number();
                return true;
            case 2:
                Pid = (NamespaceMode)reader.Number();
                return true;
            case 3:
                Ipc = (NamespaceMode)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
