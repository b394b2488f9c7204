using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Usage;
using EdgeKube.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Pressure;

/// <summary>
/// Looks at what the node has left, every ten seconds, and every second while something is short or the kernel says that memory is waited for (PSI).
/// Tells changes, and evicts one pod at a time: the next one only when the one before is gone and it did not suffice.
/// </summary>
internal sealed class PressureMonitor(
    SupplyReader reader, IReadOnlyList<EvictionThreshold> thresholds, TimeSpan hold, PodManager pods, UsageMeter usage, Func<string, long> diskUse, TimeProvider time, ILogger<PressureMonitor> logger)
{
    private readonly Uptime _uptime = new(time);
    private string? _evicting;

    /// <summary>Frees disk without touching pods, if it can: it comes before evictions for the disk. True when something was freed.</summary>
    public Func<CancellationToken, Task<bool>> Reclaim { get; init; } = _ => Task.FromResult(false);

    public PressureState State { get; private set; } = PressureState.None;

    /// <param name="changed">A condition has come or gone.</param>
    public async Task RunAsync(Action changed, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = reader.Read();
            var before = State;
            State = PressurePlanner.Judge(before, seen, thresholds, hold, _uptime.Now);
            if (!before.LastMet.Keys.ToHashSet().SetEquals(State.LastMet.Keys) || before.DiskFault != State.DiskFault)
            {
                PressureLog.Changed(logger, State.LastMet.Count == 0 ? "none" : string.Join(", ", State.LastMet.Keys), State.DiskFault?.Message ?? "can be written");
                changed();
            }

            // From a disk that fails nothing is gained by ending pods.
            if (State is { Short: [var first, ..], DiskFault: null } && !(first.Signal.Condition == EvictionSignal.Disk.Condition && await Reclaim(cancellationToken)))
            {
                Evict(first, seen.Supplies[first.Signal]);
            }

            await Task.Delay(PressurePlanner.Period(seen, State), time, cancellationToken);
        }
    }

    private void Evict(EvictionThreshold threshold, Supply supply)
    {
        var running = pods.Running();
        if (running.Any(pod => pod.Report.Uid == _evicting))
        {
            return;
        }

        if (EvictionRanking.Order(running.Select(pod => Load(pod.Pod, pod.Report, threshold.Signal)), threshold.Signal) is [var victim, ..])
        {
            var message = EvictionRanking.Message(victim, threshold, supply);
            PressureLog.Evicting(logger, new PodKey(victim.Pod.Namespace, victim.Pod.Name), message);
            _evicting = victim.Pod.Uid;
            pods.Evict(victim.Pod.Uid, message);
        }
    }

    private PodLoad Load(Pod pod, PodReport report, EvictionSignal signal)
    {
        if (signal == EvictionSignal.Memory)
        {
            List<(string Name, long Used)> containers = [.. usage.Of(report).Select(one => (one.Name, one.Counters.Memory))];
            return new PodLoad(pod, containers, containers.Sum(one => one.Used), Requested(pod, "memory"));
        }

        return new PodLoad(pod, [], signal == EvictionSignal.Pids ? 0 : diskUse(pod.Uid), Requested(pod, "ephemeral-storage"));
    }

    private static long Requested(Pod pod, string resource) => PodContainers.All(pod.Spec).Sum(container => EvictionRanking.RequestOf(pod, container.Name, resource));
}
