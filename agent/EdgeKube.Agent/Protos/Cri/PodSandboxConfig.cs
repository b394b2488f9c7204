using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PodSandboxConfig : IRequestMessage
{
    public PodSandboxMetadata? Metadata { get; init; }

    public string Hostname { get; init; } = "";

    public string LogDirectory { get; init; } = "";

    public DnsConfig? DnsConfig { get; init; }

    public IReadOnlyList<PortMapping> PortMappings { get; init; } = [];

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    public LinuxPodSandboxConfig? Linux { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, Metadata);
        writer.Text(2, Hostname);
        writer.Text(3, LogDirectory);
        writer.Message(4, DnsConfig);
        writer.Messages(5, PortMappings);
        writer.Map(6, Labels);
        writer.Map(7, Annotations);
        writer.Message(8, Linux);
    }
}
