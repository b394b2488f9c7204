using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ContentUpdateRequest : IRequestMessage
{
    public ContentInfo? Info { get; init; }

    public FieldMask? UpdateMask { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, Info);
        writer.Message(2, UpdateMask);
    }
}
