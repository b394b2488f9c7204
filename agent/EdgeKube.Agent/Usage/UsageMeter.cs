using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Usage;

/// <summary>
/// Measures what the node and its containers use. Nothing is measured while nobody asks: the last answer's sample is the beginning of the next one's
/// window, and when there is none, or it is too old, a second is waited for.
/// </summary>
/// <param name="cgroupRoot">The cgroup under which all pods are.</param>
internal sealed class UsageMeter(string cgroupRoot, CgroupCounterReader cgroups, Func<IReadOnlyList<PodReport>> pods, TimeProvider time)
{
    private const string IdPrefix = "containerd://";
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim _turn = new(1);
    private UsageSample? _last;

    public async Task<ReadOnlyMemory<byte>> MeasureAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var before = _last is { } last && time.GetElapsedTime(last.At) < Longest ? last : Sample();
            if (Shortest - time.GetElapsedTime(before.At) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            _last = Sample();
            return UsageText.Build(before, _last, time.GetElapsedTime(before.At, _last.At));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The working set of each running container of a pod, by name.</summary>
    public IEnumerable<(string Id, string Name, CgroupCounters Counters)> Of(PodReport pod)
    {
        var parents = PodCgroupPlan.Paths(cgroupRoot, pod.Uid).ToList();
        foreach (var container in (pod.Status.InitContainerStatuses ?? []).Concat(pod.Status.ContainerStatuses ?? []))
        {
            if (FindId(container) is { } id && FindFirst(parents, id) is { } counters)
            {
                yield return (id, container.Name, counters);
            }
        }
    }

    /// <summary>How many processes and threads a pod has.</summary>
    public long TasksOf(string uid)
    {
        foreach (var path in PodCgroupPlan.Paths(cgroupRoot, uid))
        {
            if (cgroups.FindTasks(path) is { } tasks)
            {
                return tasks;
            }
        }

        return 0;
    }

    private CgroupCounters? FindFirst(List<string> parents, string id)
    {
        foreach (var parent in parents)
        {
            if (cgroups.Find(PodCgroupPlan.ContainerPath(parent, id)) is { } counters)
            {
                return counters;
            }
        }

        return null;
    }

    private UsageSample Sample()
    {
        var containers = new Dictionary<string, (string, string, CgroupCounters)>(StringComparer.Ordinal);
        foreach (var pod in pods())
        {
            foreach (var (id, name, counters) in Of(pod))
            {
                containers[id] = (pod.Uid, name, counters);
            }
        }

        return new UsageSample(time.GetTimestamp(), OfNode(), containers);
    }

    private static CgroupCounters OfNode()
    {
        var memory = File.ReadAllText("/proc/meminfo");
        return new CgroupCounters(CgroupText.BusyNanos(File.ReadAllText("/proc/stat")), (CgroupText.Field(memory, "MemTotal") - CgroupText.Field(memory, "MemAvailable")) << 10);
    }

    private static string? FindId(ContainerStatus container) =>
        container is { State.Running: not null, ContainerID: { } id } && id.StartsWith(IdPrefix, StringComparison.Ordinal) ? id[IdPrefix.Length..] : null;
}
