using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

/// <summary>On the wire a google.protobuf.Any.</summary>
internal sealed class EventPayload : IResponseMessage
{
    public ReadOnlyMemory<byte> Value { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 2:
                Value = reader.Bytes(int.MaxValue).ToArray();
                return true;
            default:
                return false;
        }
    }
}
