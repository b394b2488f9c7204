using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ReadContentResponse : IResponseMessage
{
    public ReadOnlyMemory<byte> Data { get; private set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 2:
                Data = reader.Bytes(int.MaxValue).ToArray();
                return true;
            default:
                return false;
        }
    }
}
