using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Volumes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pressure;

/// <summary>Measures what pods have written, so that the right one goes when a disk is full.</summary>
/// <param name="volumes">The directory of the pods' volumes, which has one for each uid.</param>
internal sealed class DiskMeter(IContainerRuntime runtime, string volumes, PodLogFiles logs)
{
    /// <summary>Containers' layers and logs by the pod's uid and the container's name.</summary>
    /// <param name="onlyLayers">Of a disk that has nothing else.</param>
    /// <exception cref="RuntimeException">The runtime does not tell.</exception>
    public async Task<IReadOnlyDictionary<(string Uid, string Container), DiskAmount>> MeasureContainersAsync(IEnumerable<Pod> pods, bool onlyLayers, bool withLayers, CancellationToken cancellationToken)
    {
        var amounts = new Dictionary<(string, string), DiskAmount>();
        foreach (var use in withLayers ? await runtime.ListDiskUseAsync(null, cancellationToken) : [])
        {
            Add(use.Labels.GetValueOrDefault(PodLabels.PodUid, ""), use.Labels.GetValueOrDefault(PodLabels.ContainerName, ""), new DiskAmount(use.Bytes, use.Inodes));
        }

        foreach (var pod in onlyLayers ? [] : pods)
        {
            var directory = logs.DirectoryOf(new PodKey(pod.Namespace, pod.Name), pod.Uid);
            foreach (var container in PodContainers.WithEphemeral(pod.Spec))
            {
                Add(pod.Uid, container.Name, DirectoryUsage.Measure(Path.Combine(directory, container.Name)));
            }
        }

        return amounts;

        void Add(string uid, string container, DiskAmount amount) => amounts[(uid, container)] = amounts.GetValueOrDefault((uid, container)) + amount;
    }

    public DiskAmount MeasureVolumes(string uid) => DirectoryUsage.Measure(Path.Combine(volumes, uid));
}
