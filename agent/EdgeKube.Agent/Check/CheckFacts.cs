namespace EdgeKube.Agent.Check;

/// <summary>All that a check has seen. What could not be read is null or empty, and then nothing is said against it.</summary>
internal sealed record CheckFacts
{
    public KernelFacts Kernel { get; init; } = new();

    public CgroupFacts Cgroups { get; init; } = new();

    public RuntimeFacts Runtime { get; init; } = new();

    public NetworkFacts Network { get; init; } = new();

    public IReadOnlyList<DiskFacts> Disks { get; init; } = [];

    public IReadOnlyList<WearFacts> Wear { get; init; } = [];

    public ControllerFacts Controllers { get; init; } = new();

    public NodeFacts Node { get; init; } = new();
}
