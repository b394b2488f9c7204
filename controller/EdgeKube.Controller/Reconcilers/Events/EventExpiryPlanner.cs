namespace EdgeKube.Controller.Reconcilers.Events;

/// <summary>
/// Which Events go: those known unchanged for the whole time to live, and the longest known beyond the limit. Dates in the Event do not
/// count, because a wrong clock must not delete anything.
/// </summary>
internal static class EventExpiryPlanner
{
    public static IReadOnlyList<KnownEvent> Plan(IReadOnlyCollection<KnownEvent> known, TimeSpan timeToLive, int limit)
    {
        var oldestFirst = known.OrderByDescending(one => one.KnownFor).ToArray();
        var tooMany = Math.Max(0, oldestFirst.Length - limit);
        return [.. oldestFirst.Where((one, index) => index < tooMany || one.KnownFor >= timeToLive)];
    }
}
