using EdgeKube.Api;

namespace EdgeKube.Agent.StaticPods;

/// <summary>A file as it was when it was last read.</summary>
/// <param name="Pod">The last that could be run; null when there was none.</param>
internal sealed record StaticPodFile(long Length, DateTime WrittenAt, Pod? Pod)
{
    public bool HasFaults { get; init; }
}
