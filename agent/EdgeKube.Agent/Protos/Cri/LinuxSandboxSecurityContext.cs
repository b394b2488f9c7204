using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class LinuxSandboxSecurityContext : IRequestMessage
{
    public NamespaceOption? NamespaceOptions { get; init; }

    public bool Privileged { get; init; }

    public SecurityProfile? Seccomp { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, NamespaceOptions);
        writer.Flag(6, Privileged);
        writer.Message(9, Seccomp);
    }
}
