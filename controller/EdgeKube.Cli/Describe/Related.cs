using EdgeKube.Api;

namespace EdgeKube.Cli.Describe;

/// <summary>What is shown beside an object.</summary>
/// <param name="Now">The time ages are counted to.</param>
internal sealed record Related(DateTimeOffset Now)
{
    /// <summary>Null when they were not asked for.</summary>
    public IReadOnlyList<Event>? Events { get; init; }

    public IReadOnlyList<Pod> Pods { get; init; } = [];

    public IReadOnlyList<ReplicaSet> ReplicaSets { get; init; } = [];
}
