using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class WriteContentRequest : IRequestMessage
{
    public WriteAction Action { get; init; }

    public string Ref { get; init; } = "";

    public long Total { get; init; }

    public string Expected { get; init; } = "";

    public long Offset { get; init; }

    public ReadOnlyMemory<byte> Data { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Integer(1, (int)Action);
        writer.Text(2, Ref);
        writer.Integer(3, Total);
        writer.Text(4, Expected);
        writer.Integer(5, Offset);
        writer.Bytes(6, Data.Span);
    }
}
