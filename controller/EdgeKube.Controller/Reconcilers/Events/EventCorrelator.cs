using System.Globalization;

namespace EdgeKube.Controller.Reconcilers.Events;

/// <summary>
/// Keeps a storm of events small, as Kubernetes' correlator does: an equal event counts up, more than ten alike that differ in their
/// message become one, and one object gets at most 25 and then one every five minutes. What it remembers is bounded.
/// </summary>
internal sealed class EventCorrelator
{
    private const int Remembered = 4096;
    private const int AlikeLimit = 10;
    private static readonly TimeSpan AlikeWindow = TimeSpan.FromMinutes(10);
    private readonly BoundedMap<object, TokenBucket> _budgets = new(Remembered);
    private readonly BoundedMap<object, (HashSet<string> Messages, TimeSpan Last)> _alike = new(Remembered);
    private readonly BoundedMap<object, (string Name, int Count)> _written = new(Remembered);
    private long _serial;

    /// <param name="facts">The event.</param>
    /// <param name="now">Time since the start.</param>
    /// <param name="startedAt">Makes names unique across restarts: a number that grows from start to start.</param>
    public EventVerdict Correlate(EventFacts facts, TimeSpan now, long startedAt)
    {
        var reference = (facts.Object.Kind, facts.Object.Namespace, facts.Object.Name, facts.Object.Uid);
        var source = (facts.Component, reference);
        if (!_budgets.GetOrAdd(source, () => new TokenBucket(1 / 300.0, 25)).TryTake(now))
        {
            return new EventVerdict.Drop();
        }

        var (message, aggregated) = Aggregate(source, facts.Event, now);
        var identity = (source, facts.Event.Type, facts.Event.Reason, aggregated ? "" : facts.Event.Message);
        if (_written.Find(identity) is { Name: not null } known)
        {
            _written.Set(identity, known with { Count = known.Count + 1 });
            return new EventVerdict.Repeat(known.Name, message, known.Count + 1);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{facts.Object.Name}.{startedAt + _serial++:x}");
        _written.Set(identity, (name, 1));
        return new EventVerdict.Create(name, message);
    }

    private (string Message, bool Aggregated) Aggregate(object source, PlannedEvent planned, TimeSpan now)
    {
        var key = (source, planned.Type, planned.Reason);
        var (messages, last) = _alike.GetOrAdd(key, () => ([], now));
        if (now - last > AlikeWindow)
        {
            messages = [];
        }

        if (messages.Count < AlikeLimit)
        {
            messages.Add(planned.Message);
        }

        _alike.Set(key, (messages, now));
        return messages.Count < AlikeLimit || messages.Contains(planned.Message)
            ? (planned.Message, false)
            : ($"(combined from similar events): {planned.Message}", true);
    }
}
