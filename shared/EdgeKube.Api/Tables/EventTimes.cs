namespace EdgeKube.Api;

/// <summary>When and how often an event was seen, whichever of its two generations of fields say so.</summary>
public sealed record EventTimes(DateTimeOffset? First, DateTimeOffset? Last, int Count)
{
    public static EventTimes Of(Event happened)
    {
        var first = happened.FirstTimestamp ?? happened.EventTime;
        return happened.Series is { } series
            ? new(first, series.LastObservedTime, series.Count)
            : new(first, happened.LastTimestamp ?? first, Math.Max(1, happened.Count));
    }

    /// <summary><c>component</c> or <c>component, instance</c>.</summary>
    public static string SourceOf(Event happened)
    {
        var component = happened.Source?.Component is { Length: > 0 } old ? old : happened.ReportingComponent;
        var instance = happened.Source?.Host is { Length: > 0 } host ? host : happened.ReportingInstance;
        return instance.Length == 0 ? component : $"{component}, {instance}";
    }
}
