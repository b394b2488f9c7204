namespace EdgeKube.Agent.Report;

/// <summary>How many undelivered events are kept.</summary>
internal sealed record EventLimits
{
    public int MaxEvents { get; init; } = 1000;

    /// <summary>Of their JSON. The journal file holds up to twice as much before it is written anew.</summary>
    public int MaxBytes { get; init; } = 256 << 10;

    /// <summary>So many are on their way to the controller at once. More would save round trips, fewer keep the order more strictly.</summary>
    public int Window { get; init; } = 16;
}
