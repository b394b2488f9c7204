using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class LinuxPodSandboxConfig : IRequestMessage
{
    public string CgroupParent { get; init; } = "";

    public LinuxSandboxSecurityContext? SecurityContext { get; init; }

    public IReadOnlyDictionary<string, string>? Sysctls { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, CgroupParent);
        writer.Message(2, SecurityContext);
        writer.Map(3, Sysctls);
    }
}
