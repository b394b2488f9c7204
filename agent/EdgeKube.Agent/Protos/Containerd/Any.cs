using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

/// <summary>On the wire a google.protobuf.Any that is sent.</summary>
internal sealed class Any : IRequestMessage
{
    public string TypeUrl { get; init; } = "";

    public ReadOnlyMemory<byte> Value { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, TypeUrl);
        writer.Bytes(2, Value.Span);
    }
}
