using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>Measures the emptyDirs on disk of one pod that have a limit. (Those in memory cannot grow beyond theirs.)</summary>
internal sealed class StorageWatch(VolumeLayout layout, Uptime uptime)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private StorageUse? _last;

    /// <summary>Null for a pod without such volumes. What was once too much stays too much: it is being ended for it.</summary>
    public StorageUse? Find(Pod? pod)
    {
        if (pod is null || _last?.Overfull is not null || uptime.Now < _last?.NextAt)
        {
            return _last;
        }

        foreach (var volume in pod.Spec?.Volumes ?? [])
        {
            if (volume.EmptyDir is { Medium: not "Memory", SizeLimit: { Sign: > 0 } limit })
            {
                var isOverfull = DirectoryUsage.Measure(layout.PathOf(pod.Uid, volume)) > limit.Value;
                _last = new StorageUse(isOverfull ? (volume.Name, limit.ToString()) : null, uptime.Now + Period);
                if (isOverfull)
                {
                    break;
                }
            }
        }

        return _last;
    }
}
