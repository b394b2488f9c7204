using System.Text.Json;
using EdgeKube.Controller.Store;
using EdgeKube.Link.Traffic;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Fleet.Usage;

/// <summary>
/// What each node's link has cost this month, counted here, so that knowing it costs no wire. Written to the store every few hours and at an
/// orderly stop: a controller that is killed forgets some hours of it.
/// </summary>
/// <param name="exists">Whether there is a Node of this name: what never became one is not kept.</param>
/// <param name="clock">A month ends only when a clock that can be believed says so.</param>
internal sealed class LinkLedger(IClusterStore store, Func<string, bool> exists, Func<TimeReading> clock, TimeProvider time) : IControllerLoop
{
    private const string Prefix = "/edgekube.io/link-usage/";
    private static readonly TimeSpan SavePeriod = TimeSpan.FromHours(6);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkAccount> _accounts = new(StringComparer.Ordinal);

    public string Name => "link-ledger";

    public void Connect(string node, TimeSpan keepAlive)
    {
        lock (_lock)
        {
            Open(node).Meter.Connect(keepAlive, Now());
        }
    }

    public void Disconnect(string node)
    {
        lock (_lock)
        {
            Open(node).Meter.Disconnect(Now());
        }
    }

    public void Count(string node, TrafficClass spentOn, int payloadBytes)
    {
        lock (_lock)
        {
            Open(node).Meter.Count(spentOn, payloadBytes, Now());
        }
    }

    /// <summary>The node's month until now.</summary>
    public MonthlyTraffic Read(string node)
    {
        lock (_lock)
        {
            return Open(node).Settle(clock(), Now());
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(SavePeriod, time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await SaveAsync(cancellationToken);
            }
        }
        finally
        {
            // What was counted is lost otherwise, whatever ends this.
            await SaveAsync(CancellationToken.None);
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        var transaction = new StoreTransaction();
        var count = 0;
        lock (_lock)
        {
            foreach (var (node, account) in _accounts.ToArray())
            {
                if (!exists(node))
                {
                    _accounts.Remove(node);
                    transaction.Delete(Prefix + node);
                    count++;
                }
                else if (account.TakeUnsaved(clock(), Now()) is { } month)
                {
                    transaction.Put(Prefix + node, JsonSerializer.SerializeToUtf8Bytes(month, TrafficJsonContext.Default.MonthlyTraffic));
                    count++;
                }
            }
        }

        if (count > 0)
        {
            await store.CommitAsync(transaction, cancellationToken);
        }
    }

    private LinkAccount Open(string node)
    {
        if (!_accounts.TryGetValue(node, out var account))
        {
            var kept = store.Find(Prefix + node) is { } entry ? JsonSerializer.Deserialize(entry.Value.Span, TrafficJsonContext.Default.MonthlyTraffic) : null;
            account = new LinkAccount(kept ?? MonthlyTraffic.Begin(clock().Now));
            _accounts.Add(node, account);
        }

        return account;
    }

    private long Now() => (long)time.GetElapsedTime(0).TotalMilliseconds;
}
