namespace EdgeKube.Cli.Logs;

/// <summary>One <c>logs</c>, as asked for.</summary>
/// <param name="Target">A pod, or <c>deployment/web</c>; null with a selector.</param>
internal sealed record LogsOptions(string? Target)
{
    public string? Selector { get; init; }

    public string? Container { get; init; }

    public bool AllContainers { get; init; }

    public bool Follow { get; init; }

    public long? Tail { get; init; }

    public bool Previous { get; init; }

    public bool Timestamps { get; init; }

    public long? SinceSeconds { get; init; }

    public string? SinceTime { get; init; }

    public long? LimitBytes { get; init; }

    public bool Prefix { get; init; }
}
