using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Usage;
using EdgeKube.Agent.Volumes;
using EdgeKube.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Pressure;

/// <summary>
/// Looks at what the node has left, every ten seconds, and every second while something is short or the kernel says that memory is waited for (PSI).
/// Tells changes, and evicts one pod at a time: the next one only when the one before is gone and it did not suffice.
/// </summary>
internal sealed class PressureMonitor(
    string node, ImageDirectory images, SupplyReader reader, IReadOnlyList<EvictionThreshold> thresholds, TimeSpan hold, PodManager pods, UsageMeter usage, DiskMeter disks, TimeProvider time, ILogger<PressureMonitor> logger)
{
    private readonly Uptime _uptime = new(time);
    // As the kubelet: so long what a pod had is waited for before the next one goes.
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(30);
    private (string Uid, TimeSpan At)? _evicted;

    /// <summary>Frees disk without touching pods, if it can: it comes before evictions for the disk. True when something was freed.</summary>
    public Func<CancellationToken, Task<bool>> Reclaim { get; init; } = _ => Task.FromResult(false);

    /// <summary>Ask disks themselves: the node's, and that of the images. Without them what the file systems say is believed.</summary>
    public IReadOnlyList<DiskProbe> Probes { get; init; } = [];

    /// <summary>Takes what the Node's events are to say.</summary>
    public Action<NodeEvent> Tell { get; init; } = _ => { };

    public PressureState State { get; private set; } = PressureState.None;

    /// <param name="changed">A condition has come or gone.</param>
    public async Task RunAsync(Action changed, CancellationToken cancellationToken)
    {
        while (true)
        {
            await images.LookAsync(cancellationToken);
            var seen = await ReadAsync(cancellationToken);
            var before = State;
            State = PressurePlanner.Judge(before, seen, thresholds, hold, _uptime.Now);
            if (!before.LastMet.Keys.ToHashSet().SetEquals(State.LastMet.Keys) || before.DiskFault != State.DiskFault)
            {
                PressureLog.Changed(logger, State.LastMet.Count == 0 ? "none" : string.Join(", ", State.LastMet.Keys), State.DiskFault?.Message ?? "can be written");
                changed();
            }

            foreach (var told in PressureEvents.Build(node, before, State, time.GetUtcNow()))
            {
                Tell(told);
            }

            // A disk that fails ends no pod, be it by memory that what waits for it fills: then the kernel is left to choose.
            if (State is { Short: [var first, ..], DiskFault: null } && !(MayReclaim(first.Signal) && await Reclaim(cancellationToken)))
            {
                await EvictAsync(first, seen.Supplies[first.Signal], cancellationToken);
            }

            await Task.Delay(PressurePlanner.Period(seen, State), time, cancellationToken);
        }
    }

    private async Task<NodeSupplies> ReadAsync(CancellationToken cancellationToken)
    {
        var seen = reader.Read();
        if (seen.DiskFault is not null)
        {
            return seen;
        }

        // At once: one that hangs must not hide the other one's fault for longer.
        var faults = await Task.WhenAll(Probes.Select(probe => probe.FindFaultAsync(cancellationToken)));
        return seen with { DiskFault = faults.FirstOrDefault(fault => fault is not null) };
    }

    // Images on another disk do not help this one.
    private bool MayReclaim(EvictionSignal signal) => signal.IsDisk && (!images.IsApart || IsOfImages(signal));

    private static bool IsOfImages(EvictionSignal signal) => signal == EvictionSignal.ImageDisk || signal == EvictionSignal.ImageInodes;

    private async Task EvictAsync(EvictionThreshold threshold, Supply supply, CancellationToken cancellationToken)
    {
        var running = pods.Running();
        if (_evicted is { } last && (running.Any(pod => pod.Report.Uid == last.Uid) || (pods.HoldsVolumes(last.Uid) && _uptime.Now - last.At < Return)))
        {
            return;
        }

        if (EvictionRanking.Order(await LoadsAsync(running, threshold.Signal, cancellationToken), threshold.Signal) is [var victim, ..])
        {
            var message = EvictionRanking.Message(victim, threshold, supply);
            PressureLog.Evicting(logger, new PodKey(victim.Pod.Namespace, victim.Pod.Name), message);
            _evicted = (victim.Pod.Uid, _uptime.Now);
            pods.Evict(victim.Pod.Uid, message);
        }
    }

    private async Task<IReadOnlyList<PodLoad>> LoadsAsync(IReadOnlyList<(Pod Pod, PodReport Report)> running, EvictionSignal signal, CancellationToken cancellationToken)
    {
        if (signal.IsDisk)
        {
            return await DiskLoadsAsync(running, signal, cancellationToken);
        }

        var loads = new List<PodLoad>();
        foreach (var (pod, report) in running)
        {
            List<(string Name, long Used)> containers = signal.IsMemory ? [.. usage.Of(report).Select(one => (one.Name, one.Counters.Memory))] : [];
            var used = signal == EvictionSignal.Pids ? usage.TasksOf(pod.Uid) : containers.Sum(one => one.Used);
            loads.Add(new PodLoad(pod, containers, used, signal.IsMemory ? EvictionRanking.RequestOf(pod, "memory") : 0));
        }

        return loads;
    }

    private async Task<IReadOnlyList<PodLoad>> DiskLoadsAsync(IReadOnlyList<(Pod Pod, PodReport Report)> running, EvictionSignal signal, CancellationToken cancellationToken)
    {
        var isOfImages = IsOfImages(signal);
        IReadOnlyDictionary<(string Uid, string Container), DiskAmount> amounts;
        try
        {
            amounts = await disks.MeasureContainersAsync(running.Select(pod => pod.Pod), onlyLayers: isOfImages && images.IsApart, withLayers: isOfImages || !images.IsApart, cancellationToken);
        }
        catch (RuntimeException) when (!cancellationToken.IsCancellationRequested)
        {
            amounts = new Dictionary<(string, string), DiskAmount>();
        }

        var loads = new List<PodLoad>();
        foreach (var (pod, _) in running)
        {
            List<(string Name, long Used)> containers = [.. PodContainers.WithEphemeral(pod.Spec).Select(container => (container.Name, Of(amounts.GetValueOrDefault((pod.Uid, container.Name)))))];
            var volumes = isOfImages && images.IsApart ? 0 : Of(disks.MeasureVolumes(pod.Uid));
            loads.Add(new PodLoad(pod, containers, containers.Sum(one => one.Used) + volumes, EvictionRanking.RequestOf(pod, signal.Resource)));
        }

        return loads;

        long Of(DiskAmount amount) => signal.Resource == "inodes" ? amount.Inodes : amount.Bytes;
    }
}
