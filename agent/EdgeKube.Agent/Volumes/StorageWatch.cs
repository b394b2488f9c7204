using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>Measures what one pod writes, if it has limits: its emptyDirs on disk (those in memory cannot grow beyond theirs), and its containers' layers and logs.</summary>
internal sealed class StorageWatch(VolumeLayout layout, PodLogFiles logs, IContainerRuntime runtime, Uptime uptime)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private StorageUse? _last;

    /// <summary>Null for a pod without limits. What was once too much stays too much: it is being ended for it.</summary>
    public async Task<StorageUse?> FindAsync(Pod? pod, CancellationToken cancellationToken)
    {
        if (pod is null || _last?.Excess is not null || uptime.Now < _last?.NextAt || !HasLimits(pod))
        {
            return _last;
        }

        try
        {
            _last = new StorageUse(StorageLimits.Judge(pod, MeasureVolumes(pod), await MeasureContainersAsync(pod, cancellationToken)), uptime.Now + Period);
        }
        catch (RuntimeException) when (!cancellationToken.IsCancellationRequested)
        {
            _last = new StorageUse(null, uptime.Now + Period);
        }

        return _last;
    }

    private static bool HasLimits(Pod pod) =>
        (pod.Spec?.Volumes ?? []).Any(volume => StorageLimits.IsOnDisk(volume) && volume.EmptyDir!.SizeLimit is { Sign: > 0 }) || StorageLimits.HasContainerLimits(pod);

    private Dictionary<string, long> MeasureVolumes(Pod pod)
    {
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var volume in pod.Spec?.Volumes ?? [])
        {
            if (StorageLimits.IsOnDisk(volume))
            {
                bytes[volume.Name] = DirectoryUsage.Measure(layout.PathOf(pod.Uid, volume)).Bytes;
            }
        }

        return bytes;
    }

    private async Task<Dictionary<string, long>> MeasureContainersAsync(Pod pod, CancellationToken cancellationToken)
    {
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        if (!StorageLimits.HasContainerLimits(pod))
        {
            return bytes;
        }

        foreach (var use in await runtime.ListDiskUseAsync(new Dictionary<string, string> { [PodLabels.PodUid] = pod.Uid }, cancellationToken))
        {
            var name = use.Labels.GetValueOrDefault(PodLabels.ContainerName, "");
            bytes[name] = bytes.GetValueOrDefault(name) + use.Bytes;
        }

        var directory = logs.DirectoryOf(new PodKey(pod.Namespace, pod.Name), pod.Uid);
        foreach (var container in PodContainers.All(pod.Spec))
        {
            bytes[container.Name] = bytes.GetValueOrDefault(container.Name) + DirectoryUsage.Measure(Path.Combine(directory, container.Name)).Bytes;
        }

        return bytes;
    }
}
