using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class CreateLeaseRequest : IRequestMessage
{
    public string Id { get; init; } = "";

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, Id);
        writer.Map(3, Labels);
    }
}
