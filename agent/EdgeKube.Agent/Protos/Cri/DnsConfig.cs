using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class DnsConfig : IRequestMessage
{
    public IReadOnlyList<string> Servers { get; init; } = [];

    public IReadOnlyList<string> Searches { get; init; } = [];

    public IReadOnlyList<string> Options { get; init; } = [];

    public void Write(WireWriter writer)
    {
        writer.Texts(1, Servers);
        writer.Texts(2, Searches);
        writer.Texts(3, Options);
    }
}
