using EdgeKube.Api;
using EdgeKube.Controller.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Reconcilers.Events;

/// <summary>Deletes Events an hour after this controller last saw them change; after a restart the hour begins anew, so their number is bounded too.</summary>
internal sealed class EventExpiry(IResources resources, TimeProvider time, ILogger<EventExpiry> logger) : IControllerLoop
{
    private readonly IResources _resources = resources.As("system:event-expiry");

    public string Name => "event-expiry";

    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromHours(1);

    public int Limit { get; init; } = 5000;

    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var seen = new Dictionary<ObjectKey, (string Uid, string? Version, long Since)>();
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            Observe(seen);
            KnownEvent[] known = [.. seen.Select(one => new KnownEvent(one.Key, one.Value.Uid, time.GetElapsedTime(one.Value.Since)))];
            foreach (var old in EventExpiryPlanner.Plan(known, TimeToLive, Limit))
            {
                await DeleteAsync(old, cancellationToken);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private void Observe(Dictionary<ObjectKey, (string Uid, string? Version, long Since)> seen)
    {
        var now = time.GetTimestamp();
        var present = new HashSet<ObjectKey>();
        foreach (var one in _resources.List<Event>())
        {
            var key = ObjectKey.Of(one);
            present.Add(key);
            if (!seen.TryGetValue(key, out var known) || known.Uid != one.Uid || known.Version != one.Metadata.ResourceVersion)
            {
                seen[key] = (one.Uid, one.Metadata.ResourceVersion, now);
            }
        }

        foreach (var gone in seen.Keys.Where(key => !present.Contains(key)).ToArray())
        {
            seen.Remove(gone);
        }
    }

    private async Task DeleteAsync(KnownEvent old, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { Preconditions = new() { Uid = old.Uid } };
        var result = await _resources.DeleteAsync<Event>(old.Key.Namespace, old.Key.Name, options, cancellationToken);
        if (!result.Succeeded && !result.IsNotFound)
        {
            ReconcilerLog.DeleteRefused(logger, "Event", $"{old.Key}", result.Error.Message ?? "");
        }
    }
}
