using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling;

/// <summary>
/// Pods waiting for a node: active ones in order of priority and arrival, and those that did not fit or failed, which wait for a change
/// of the cluster or their back-off (1 s doubling to 10 s). Time is what the caller says it is.
/// </summary>
internal sealed class SchedulingQueue
{
    public static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Entry> _entries = [];
    private readonly PriorityQueue<string, (int Priority, long Arrival)> _active = new();
    private readonly PriorityQueue<string, TimeSpan> _backoff = new();
    private readonly HashSet<string> _lookers = [];
    private long _arrivals;

    public int Count => _entries.Count;

    /// <summary>When the next pod leaves its back-off, or null.</summary>
    public TimeSpan? NextDue => _backoff.TryPeek(out _, out var due) ? due : null;

    /// <summary>Adds a pod, or takes over its new state. A change of its spec or metadata may make it fit, so it is tried again.</summary>
    public void Offer(Pod pod)
    {
        if (_entries.TryGetValue(pod.Uid, out var entry))
        {
            var same = entry.Pod.Metadata.Generation == pod.Metadata.Generation && LabelSets.AreEqual(entry.Pod.Metadata.Labels, pod.Metadata.Labels);
            entry.Pod = pod;
            if (!same && entry.State == State.Unschedulable)
            {
                Activate(entry);
            }

            return;
        }

        entry = new Entry(pod, _arrivals++);
        _entries[pod.Uid] = entry;
        Activate(entry);
    }

    public void Remove(string uid) => _entries.Remove(uid);

    /// <summary>The next pod to try, or null. It stays known until <see cref="Remove"/>, <see cref="Park"/> or <see cref="Retry"/>.</summary>
    public Pod? TakeNext()
    {
        while (_active.TryDequeue(out var uid, out _))
        {
            if (_entries.TryGetValue(uid, out var entry) && entry.State == State.Active)
            {
                entry.State = State.Taken;
                return entry.Pod;
            }
        }

        return null;
    }

    /// <summary>The pod fits nowhere: it waits until the cluster changes.</summary>
    public void Park(string uid)
    {
        if (_entries.TryGetValue(uid, out var entry))
        {
            entry.Attempts++;
            entry.State = State.Unschedulable;
            if (LooksAtPods(entry.Pod))
            {
                _lookers.Add(uid);
            }
        }
    }

    /// <summary>The attempt failed for a reason outside the cluster's state: again after the back-off.</summary>
    public void Retry(string uid, TimeSpan now)
    {
        if (_entries.TryGetValue(uid, out var entry))
        {
            entry.Attempts++;
            BackOff(entry, now);
        }
    }

    /// <summary>Room or a node has come: whatever did not fit is tried again after its back-off.</summary>
    public void ClusterChanged(TimeSpan now)
    {
        foreach (var entry in _entries.Values.Where(entry => entry.State == State.Unschedulable))
        {
            BackOff(entry, now);
        }
    }

    /// <summary>Pods have moved: whoever is placed by what other pods are where is tried again after its back-off.</summary>
    public void PodsMoved(TimeSpan now)
    {
        foreach (var uid in _lookers)
        {
            if (_entries.TryGetValue(uid, out var entry) && entry.State == State.Unschedulable)
            {
                BackOff(entry, now);
            }
        }

        _lookers.Clear();
    }

    public void ReleaseDue(TimeSpan now)
    {
        while (_backoff.TryPeek(out var uid, out var due) && due <= now)
        {
            _backoff.Dequeue();
            if (_entries.TryGetValue(uid, out var entry) && entry.State == State.Backoff)
            {
                Activate(entry);
            }
        }
    }

    private static bool LooksAtPods(Pod pod) => pod.Spec is { TopologySpreadConstraints.Count: > 0 } or { Affinity.PodAffinity: not null } or { Affinity.PodAntiAffinity: not null };

    private void Activate(Entry entry)
    {
        entry.State = State.Active;
        _active.Enqueue(entry.Pod.Uid, (-(entry.Pod.Spec?.Priority ?? 0), entry.Arrival));
    }

    private void BackOff(Entry entry, TimeSpan now)
    {
        var factor = 1L << Math.Min(Math.Max(entry.Attempts - 1, 0), 10);
        var delay = FirstBackoff * factor;
        entry.State = State.Backoff;
        _backoff.Enqueue(entry.Pod.Uid, now + (delay < LongestBackoff ? delay : LongestBackoff));
    }

    private enum State
    {
        Active,
        Taken,
        Backoff,
        Unschedulable,
    }

    private sealed class Entry(Pod pod, long arrival)
    {
        public Pod Pod { get; set; } = pod;

        public long Arrival => arrival;

        public int Attempts { get; set; }

        public State State { get; set; }
    }
}
