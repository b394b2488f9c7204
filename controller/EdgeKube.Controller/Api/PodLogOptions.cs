namespace EdgeKube.Controller.Api;

/// <summary>The query of <c>pods/log</c>, checked.</summary>
/// <param name="Container">Always a container of the pod: the only one when the query named none.</param>
internal sealed record PodLogOptions(string Container)
{
    public bool Follow { get; init; }

    public bool Previous { get; init; }

    public bool Timestamps { get; init; }

    /// <summary>Only so many last lines; null for all.</summary>
    public long? TailLines { get; init; }

    public long? SinceSeconds { get; init; }

    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>Ends after so many bytes; null for no end.</summary>
    public long? LimitBytes { get; init; }
}
