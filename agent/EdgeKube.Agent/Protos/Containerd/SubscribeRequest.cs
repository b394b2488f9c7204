using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class SubscribeRequest : IRequestMessage
{
    /// <summary>Any of these, for example topic=="/tasks/exit".</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    public void Write(WireWriter writer)
    {
        writer.Texts(1, Filters);
    }
}
