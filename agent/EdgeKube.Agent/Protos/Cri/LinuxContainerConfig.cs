using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class LinuxContainerConfig : IRequestMessage
{
    public LinuxContainerResources? Resources { get; init; }

    public LinuxContainerSecurityContext? SecurityContext { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, Resources);
        writer.Message(2, SecurityContext);
    }
}
