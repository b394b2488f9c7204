using EdgeKube.Api;

namespace EdgeKube.Agent.Report;

/// <summary>Events that had to be dropped before anyone heard of them: how many, and between which times. Pure.</summary>
internal sealed record EventGap(int Dropped, DateTimeOffset From, DateTimeOffset To)
{
    public const string Reason = "EventsDropped";

    /// <summary>The gap with one more event in it.</summary>
    public static EventGap With(EventGap? gap, Event dropped)
    {
        var first = dropped.FirstTimestamp ?? dropped.LastTimestamp ?? DateTimeOffset.UnixEpoch;
        var last = dropped.LastTimestamp ?? first;
        return gap is null ? new EventGap(1, first, last) : new EventGap(gap.Dropped + 1, Min(gap.From, first), Max(gap.To, last));
    }

    /// <summary>The gap that an event of this kind tells of, or null: it tells of something else.</summary>
    public static EventGap? Find(Event e) =>
        e is { Reason: Reason, FirstTimestamp: { } from, LastTimestamp: { } to } ? new EventGap(e.Count, from, to) : null;

    /// <summary>The event that marks the gap. One name per gap: it grows, and is told once.</summary>
    /// <param name="name">See <see cref="NameAt"/>.</param>
    public Event Build(string nodeName, string name) =>
        NodeEvents.Build(nodeName, NodeEvents.Namespace, name, NodeEvents.About(nodeName), "Warning", Reason, Message, From) with
        {
            Count = Dropped,
            LastTimestamp = To,
        };

    public static string NameAt(string nodeName, DateTimeOffset from) => $"{nodeName}.dropped-{from.ToUnixTimeMilliseconds():x}";

    private string Message =>
        $"{Dropped} events between {Text(From)} and {Text(To)} were dropped: more happened than this node keeps until it can tell them";

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
