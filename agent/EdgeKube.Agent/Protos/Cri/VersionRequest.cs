using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class VersionRequest : IRequestMessage
{
    public string Version { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Version);
    }
}
