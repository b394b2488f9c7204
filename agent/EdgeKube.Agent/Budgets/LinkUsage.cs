using System.Text.Json;
using EdgeKube.Agent.Replica;
using EdgeKube.Link;
using EdgeKube.Link.Traffic;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Budgets;

/// <summary>
/// What this node's link has cost this month, as far as the node can tell. Kept on disk once a day and at an orderly stop; an agent that is
/// killed forgets the rest of its day.
/// </summary>
/// <param name="clock">A month ends only when a clock that can be believed says so.</param>
internal sealed class LinkUsage(string path, TimeSpan keepAlive, Func<TimeReading> clock, TimeProvider time)
{
    private const int MaxBytes = 4096;
    private static readonly TimeSpan SavePeriod = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly TrafficMeter _meter = new();
    private MonthlyTraffic? _month;

    /// <summary>Told of each write to the disk.</summary>
    public Action<long> Written { get; init; } = _ => { };

    public void Connect()
    {
        lock (_lock)
        {
            _meter.Connect(keepAlive, Now());
        }
    }

    public void Disconnect()
    {
        lock (_lock)
        {
            _meter.Disconnect(Now());
        }
    }

    /// <summary>A message was sent or received.</summary>
    public void Count(LinkChannel channel, ReadOnlyMemory<byte> payload)
    {
        var spentOn = TrafficClassifier.Of(channel, payload);
        lock (_lock)
        {
            _meter.Count(spentOn, payload.Length, Now());
        }
    }

    /// <summary>This month's use of a budget.</summary>
    public BudgetUse Read(long budget)
    {
        var reading = clock();
        var month = Settle(reading);
        return new BudgetUse(month.Counts.Total, budget, reading.Now - month.Month, month.End - month.Month);
    }

    /// <summary>Writes it once a day until cancelled, then once more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(SavePeriod, time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Save();
            }
        }
        finally
        {
            Save();
        }
    }

    private void Save()
    {
        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(Settle(clock()), TrafficJsonContext.Default.MonthlyTraffic);
            AtomicFile.Write(path, bytes);
            Written(bytes.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A budget that forgets a day is not worth more than that.
        }
    }

    private MonthlyTraffic Settle(TimeReading reading)
    {
        lock (_lock)
        {
            _month ??= Load() ?? MonthlyTraffic.Begin(reading.Now);
            return _month = _month.At(reading).With(_meter.Take(Now()));
        }
    }

    private MonthlyTraffic? Load()
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaxBytes }
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), TrafficJsonContext.Default.MonthlyTraffic)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private long Now() => (long)time.GetElapsedTime(0).TotalMilliseconds;
}
