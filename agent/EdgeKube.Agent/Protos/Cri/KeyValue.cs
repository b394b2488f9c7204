using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class KeyValue : IRequestMessage
{
    public string Key { get; init; } = "";

    public string Value { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Key);
        writer.Text(2, Value);
    }
}
