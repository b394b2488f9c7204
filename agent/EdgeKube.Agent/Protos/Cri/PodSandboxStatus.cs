using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class PodSandboxStatus() : PodSandbox(labels: 7)
{
    public PodSandboxNetworkStatus? Network { get; set; }

    public LinuxPodSandboxStatus? Linux { get; set; }

    protected override bool ReadOwn(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 5:
                Network = reader.ReadMessage(new PodSandboxNetworkStatus());
                return true;
            case 6:
                Linux = reader.ReadMessage(new LinuxPodSandboxStatus());
                return true;
            default:
                return base.ReadOwn(field, ref reader);
        }
    }
}
