using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class UpdateContainerResourcesRequest : IRequestMessage
{
    public string ContainerId { get; init; } = "";

    public LinuxContainerResources? Linux { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerId);
        writer.Message(2, Linux);
    }
}
