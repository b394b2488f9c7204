using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ExecSyncResponse : IResponseMessage
{
    public ReadOnlyMemory<byte> Stdout { get; set; }

    public ReadOnlyMemory<byte> Stderr { get; set; }

    public int ExitCode { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Stdout = reader.Bytes(int.MaxValue).ToArray();
                return true;
            case 2:
                Stderr = reader.Bytes(int.MaxValue).ToArray();
                return true;
            case 3:
                ExitCode = (int)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
