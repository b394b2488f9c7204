using EdgeKube.Controller.Metrics;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>
/// Counts what was refused, and logs it once per burst: the first of its kind from its source at once, how many followed when a minute
/// has passed. Bounded, whoever sends what.
/// </summary>
internal sealed class RefusalLog(TimeProvider time, ILogger<RefusalLog> log) : IMetricSource
{
    public const string Name = "edgekube_door_refusals_total";

    private const int MaxBursts = 4096;
    private static readonly TimeSpan Burst = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Kind, string Source), Entry> _bursts = [];
    private readonly Dictionary<string, long> _totals = new(StringComparer.Ordinal);

    /// <param name="kind">One of a few words, such as <c>certificate</c> or <c>publish</c>.</param>
    /// <param name="source">An identity or an address.</param>
    /// <param name="detail">What exactly, fit for a log.</param>
    public void Add(string kind, string source, string detail)
    {
        lock (_lock)
        {
            _totals[kind] = _totals.GetValueOrDefault(kind) + 1;
            var key = (kind, source);
            if (_bursts.TryGetValue(key, out var entry))
            {
                entry.Followed++;
                return;
            }

            if (_bursts.Count >= MaxBursts)
            {
                return;
            }

            _bursts[key] = new Entry(time.GetTimestamp());
        }

        IdentitiesLog.Refused(log, kind, source, detail);
    }

    public long CountOf(string kind)
    {
        lock (_lock)
        {
            return _totals.GetValueOrDefault(kind);
        }
    }

    /// <summary>Ends the bursts that are over, telling how large they were.</summary>
    public void Tick()
    {
        List<((string Kind, string Source) Key, long Followed)> ended = [];
        lock (_lock)
        {
            foreach (var (key, entry) in _bursts.Where(one => time.GetElapsedTime(one.Value.Begun) >= Burst).ToArray())
            {
                _bursts.Remove(key);
                ended.Add((key, entry.Followed));
            }
        }

        foreach (var ((kind, source), followed) in ended.Where(one => one.Followed > 0))
        {
            IdentitiesLog.RefusedMore(log, kind, source, followed);
        }
    }

    public void WriteTo(MetricsText text)
    {
        KeyValuePair<string, long>[] totals;
        lock (_lock)
        {
            totals = [.. _totals.OrderBy(one => one.Key, StringComparer.Ordinal)];
        }

        text.Begin(Name, "counter", "What clients tried and were refused at the doors.");
        foreach (var (kind, count) in totals)
        {
            text.Sample(Name, count, ("kind", kind));
        }
    }

    private sealed class Entry(long begun)
    {
        public long Begun => begun;

        public long Followed { get; set; }
    }
}
