using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class LinuxContainerResources : IRequestMessage
{
    public long CpuPeriod { get; init; }

    public long CpuQuota { get; init; }

    public long CpuShares { get; init; }

    public long MemoryLimitInBytes { get; init; }

    /// <summary>Of memory and swap together.</summary>
    public long MemorySwapLimitInBytes { get; init; }

    public long OomScoreAdj { get; init; }

    public IReadOnlyDictionary<string, string>? Unified { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Integer(1, CpuPeriod);
        writer.Integer(2, CpuQuota);
        writer.Integer(3, CpuShares);
        writer.Integer(4, MemoryLimitInBytes);
        writer.Integer(5, OomScoreAdj);
        writer.Map(9, Unified);
        writer.Integer(10, MemorySwapLimitInBytes);
    }
}
