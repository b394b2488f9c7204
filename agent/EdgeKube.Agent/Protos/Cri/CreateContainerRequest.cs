using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class CreateContainerRequest : IRequestMessage
{
    public string PodSandboxId { get; init; } = "";

    public ContainerConfig? Config { get; init; }

    public PodSandboxConfig? SandboxConfig { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, PodSandboxId);
        writer.Message(2, Config);
        writer.Message(3, SandboxConfig);
    }
}
