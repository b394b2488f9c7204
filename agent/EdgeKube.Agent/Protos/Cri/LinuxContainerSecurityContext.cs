using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class LinuxContainerSecurityContext : IRequestMessage
{
    public Capability? Capabilities { get; init; }

    public bool Privileged { get; init; }

    public NamespaceOption? NamespaceOptions { get; init; }

    public long? RunAsUser { get; init; }

    public string RunAsUsername { get; init; } = "";

    public bool ReadonlyRootfs { get; init; }

    public IReadOnlyList<long> SupplementalGroups { get; init; } = [];

    public bool NoNewPrivs { get; init; }

    public long? RunAsGroup { get; init; }

    public IReadOnlyList<string> MaskedPaths { get; init; } = [];

    public IReadOnlyList<string> ReadonlyPaths { get; init; } = [];

    public SecurityProfile? Seccomp { get; init; }

    public SecurityProfile? AppArmor { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, Capabilities);
        writer.Flag(2, Privileged);
        writer.Message(3, NamespaceOptions);
        writer.Optional(5, RunAsUser);
        writer.Text(6, RunAsUsername);
        writer.Flag(7, ReadonlyRootfs);
        writer.Integers(8, SupplementalGroups);
        writer.Flag(11, NoNewPrivs);
        writer.Optional(12, RunAsGroup);
        writer.Texts(13, MaskedPaths);
        writer.Texts(14, ReadonlyPaths);
        writer.Message(15, Seccomp);
        writer.Message(16, AppArmor);
    }
}
