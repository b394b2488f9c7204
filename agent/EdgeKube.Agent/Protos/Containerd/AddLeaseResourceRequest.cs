using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class AddLeaseResourceRequest : IRequestMessage
{
    /// <summary>Of the lease.</summary>
    public string Id { get; init; } = "";

    public LeaseResource? Resource { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, Id);
        writer.Message(2, Resource);
    }
}
