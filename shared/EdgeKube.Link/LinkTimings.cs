namespace EdgeKube.Link;

/// <summary>How long the link waits before it asks again. Doubles from first to last while nothing comes back.</summary>
public sealed record LinkTimings
{
    public static LinkTimings Default { get; } = new();

    /// <summary>The first wait for an answer.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait for an answer.</summary>
    public TimeSpan LastRetry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a content that came in part is kept when nothing more of it comes: a link may be up for seconds an hour.</summary>
    public TimeSpan PartialKept { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The least time between two hellos that a node sends because frames of another session came in.</summary>
    public TimeSpan HelloInterval { get; init; } = TimeSpan.FromSeconds(5);
}
