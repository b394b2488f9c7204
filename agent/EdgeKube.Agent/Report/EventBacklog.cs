using EdgeKube.Api;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Report;

/// <summary>
/// Events that are to be delivered, oldest first, a window of them at a time. What is too much is dropped, oldest first, and the gap is told
/// before the rest. No disk, no clock. One caller at a time.
/// </summary>
internal sealed class EventBacklog(string nodeName, EventLimits limits)
{
    private readonly LinkedList<PendingEvent> _events = new();
    private readonly Dictionary<string, LinkedListNode<PendingEvent>> _byKey = new(StringComparer.Ordinal);

    // Keys in the report set. One that has done its duty leaves it together with the next event, which costs no message of its own.
    private readonly HashSet<string> _inReport = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);
    private PendingEvent? _gap;
    private string _gapName = "";
    private long _bytes;

    public bool IsEmpty => _gap is null && _events.Count == 0;

    /// <summary>Everything undelivered, in the order of delivery.</summary>
    public IReadOnlyList<PendingEvent> Pending => _gap is null ? [.. _events] : [_gap, .. _events];

    /// <summary>What is to be written, which counts as written from now on.</summary>
    public JournalWork TakeUnwritten()
    {
        var pending = Pending;
        var work = new JournalWork(pending, [.. pending.Where(e => !e.IsWritten)], [.. _dropped]);
        foreach (var one in pending)
        {
            one.IsWritten = true;
        }

        _dropped.Clear();
        return work;
    }

    /// <summary>Takes an event in; a newer one of the same name replaces the older and is told when its own turn comes.</summary>
    public void Add(Event e)
    {
        if (EventGap.Find(e) is { } gap)
        {
            SetGap(gap, e.Name);
            return;
        }

        var pending = new PendingEvent(e);
        _dropped.Remove(pending.Change.Key);
        if (_byKey.TryGetValue(pending.Change.Key, out var former))
        {
            Remove(former);
        }

        _byKey[pending.Change.Key] = _events.AddLast(pending);
        _bytes += pending.Size;
        while (_events.Count > 1 && (_events.Count > limits.MaxEvents || _bytes > limits.MaxBytes))
        {
            DropOldest();
        }
    }

    /// <summary>Forgets what the controller has, and hands out what it is to have next.</summary>
    /// <param name="isReported">Whether the controller has the entry under a key as it is now.</param>
    /// <param name="isDue">Whether anything may be handed out now.</param>
    public IReadOnlyList<SetChange> Next(Func<string, bool> isReported, bool isDue = true)
    {
        Settle(isReported);
        if (!isDue)
        {
            return [];
        }

        var pending = Pending;
        var room = limits.Window - pending.Count(e => e.IsOffered);
        PendingEvent[] next = [.. pending.Where(e => !e.IsOffered).Take(Math.Max(0, room))];
        if (next.Length == 0)
        {
            return [];
        }

        var wanted = pending.Select(e => e.Change.Key).ToHashSet(StringComparer.Ordinal);
        SetChange[] changes = [.. _inReport.Where(key => !wanted.Contains(key)).Select(key => new SetChange(key, null)), .. next.Select(e => e.Change)];
        _inReport.IntersectWith(wanted);
        foreach (var offered in next)
        {
            offered.IsOffered = true;
            _inReport.Add(offered.Change.Key);
        }

        return changes;
    }

    private void Settle(Func<string, bool> isReported)
    {
        if (_gap is { IsOffered: true } gap && isReported(gap.Change.Key))
        {
            _gap = null;
        }

        foreach (var pending in _events.Where(e => e.IsOffered && isReported(e.Change.Key)).ToList())
        {
            Remove(_byKey[pending.Change.Key]);
        }
    }

    private void DropOldest()
    {
        // Why the node stopped goes last.
        var oldest = _events.First!;
        while (oldest.Value.IsAboutNode && oldest.Next is { } next)
        {
            oldest = next;
        }

        oldest = oldest.Value.IsAboutNode ? _events.First! : oldest;
        Remove(oldest);
        if (oldest.Value.IsWritten)
        {
            _dropped.Add(oldest.Value.Change.Key);
        }

        var gap = EventGap.With(_gap is null ? null : EventGap.Find(_gap.Value), oldest.Value.Value);
        SetGap(gap, _gap is null ? EventGap.NameAt(nodeName, gap.From) : _gapName);
    }

    private void SetGap(EventGap gap, string name)
    {
        _gapName = name;
        _gap = new PendingEvent(gap.Build(nodeName, name));
    }

    private void Remove(LinkedListNode<PendingEvent> node)
    {
        _bytes -= node.Value.Size;
        _byKey.Remove(node.Value.Change.Key);
        _events.Remove(node);
    }
}
