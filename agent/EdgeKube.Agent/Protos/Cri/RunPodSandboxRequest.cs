using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class RunPodSandboxRequest : IRequestMessage
{
    public PodSandboxConfig? Config { get; init; }

    public string RuntimeHandler { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Message(1, Config);
        writer.Text(2, RuntimeHandler);
    }
}
