using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Cgroups;

/// <summary>The pods' part of the cgroup tree.</summary>
/// <param name="maxPids">Most processes and threads of one pod at once; null for no limit.</param>
internal sealed class PodCgroups(string root, ICgroupTree tree, TimeProvider time, long? maxPids = null)
{
    private const int RemoveTries = 50;
    private readonly Lock _gate = new();
    private long _burstableShares;

    public string PathOf(Pod pod) => PodCgroupPlan.Path(root, pod);

    /// <summary>The parent of the pod's sandbox, as the runtime wants it.</summary>
    public string RuntimeParentOf(Pod pod) => PodCgroupPlan.RuntimeParent(PathOf(pod));

    /// <exception cref="IOException">The hierarchy cannot be written.</exception>
    public void Ensure(Pod pod)
    {
        var qos = PodQos.Of(pod);
        if (qos == QosClass.BestEffort)
        {
            tree.Ensure(PodCgroupPlan.Parent(root, qos), new CgroupSettings(CpuMath.MinShares, null, null));
        }

        tree.Ensure(PathOf(pod), PodCgroupPlan.Settings(pod) with { MaxPids = maxPids });
    }

    /// <summary>Makes the pod's cgroup wide enough for what its containers have and for what they are to have.</summary>
    /// <exception cref="IOException">The hierarchy cannot be written.</exception>
    public void Widen(Pod pod, Pod inForce) => tree.Ensure(PathOf(pod), PodCgroupPlan.Wider(PodCgroupPlan.Settings(pod), PodCgroupPlan.Settings(inForce)));

    /// <summary>Gives the burstable class the shares of all its pods.</summary>
    public void UpdateBurstable(IReadOnlyList<Pod> pods)
    {
        var settings = PodCgroupPlan.BurstableSettings(pods);
        lock (_gate)
        {
            if (settings.CpuShares == _burstableShares)
            {
                return;
            }

            _burstableShares = settings.CpuShares ?? 0;
            tree.Ensure(PodCgroupPlan.Parent(root, QosClass.Burstable), settings);
        }
    }

    /// <summary>Removes a pod's cgroup. The kernel needs a moment after the last process has ended.</summary>
    /// <exception cref="IOException">Something still runs in it.</exception>
    public async Task RemoveAsync(string uid, CancellationToken cancellationToken)
    {
        foreach (var path in PodCgroupPlan.Paths(root, SafeName.Check(uid)))
        {
            for (var tries = 0; !tree.Remove(path); tries++)
            {
                if (tries == RemoveTries)
                {
                    throw new IOException($"cgroup {path} is still in use");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
            }
        }
    }

    /// <summary>Removes the cgroups of pods that are not named; one in which something runs is left alone.</summary>
    public void RemoveStale(IReadOnlySet<string> uids)
    {
        foreach (var parent in Enum.GetValues<QosClass>().Select(qos => PodCgroupPlan.Parent(root, qos)))
        {
            var known = uids.Select(uid => PodCgroupPlan.PodName(parent, uid)).ToHashSet();
            foreach (var name in tree.Children(parent).Where(name => PodCgroupPlan.IsPod(parent, name) && !known.Contains(name)))
            {
                tree.Remove($"{parent}/{name}");
            }
        }
    }
}
