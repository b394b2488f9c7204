using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods.Resizing;

/// <summary>
/// Gives running containers other limits. The pod's own cgroup is made wide enough first and narrow enough last: a child may never have more than
/// its parent.
/// </summary>
internal sealed class PodResizer(PodServices services, PodEvents events)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // What containers were given by this program, by id; what they began with is at the container itself.
    private readonly Dictionary<string, ResourceRequirements> _given = [];
    private long _toldGeneration;

    /// <summary>What went wrong the last time; null when nothing did.</summary>
    public ContainerWait? Failure { get; private set; }

    /// <summary>Adds what each running container has in force.</summary>
    /// <param name="known">What was last reported: an earlier run of this program may have given other limits than those at the start.</param>
    public ObservedPod Add(ObservedPod observed, PodStatus? known)
    {
        foreach (var gone in _given.Keys.Where(id => observed.Containers.All(container => container.Id != id)).ToArray())
        {
            _given.Remove(gone);
        }

        return observed with { Containers = [.. observed.Containers.Select(container => container with { Resources = InForce(container, known) })], ResizeFailure = Failure };
    }

    public async Task RunAsync(Pod pod, ObservedPod observed, CancellationToken cancellationToken)
    {
        var changes = ContainerResize.Find(pod, observed).Where(change => !ContainerResize.NeedsRestart(change.Desired, change.Running)).ToArray();
        TellStart(pod);
        try
        {
            services.Cgroups.Widen(pod, ContainerResize.InForce(pod, observed));
            foreach (var (desired, running) in changes)
            {
                var resources = ContainerResourcePlan.For(pod, desired, services.Options.MemoryCapacityBytes);
                await services.Runtime.UpdateContainerResourcesAsync(running.Id, Unlimited(resources), cancellationToken);
                _given[running.Id] = desired.Resources ?? new();
            }

            services.Cgroups.Ensure(pod);
            Failure = null;
            events.Normal(null, "ResizeCompleted", $"Pod resize completed: {Describe(pod)}");
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested
            && failed is RuntimeException { Code: not RuntimeErrorCode.Unavailable } or IOException or UnauthorizedAccessException)
        {
            Failure = new ContainerWait("Error", failed.Message, services.Uptime.Now + RetryAfter, RetryAfter);
            events.Warning(null, "ResizeError", $"Pod resize error: {failed.Message}");
        }
    }

    /// <summary>Fits the pod's cgroup to a container that starts with other limits than the one before it.</summary>
    public void MakeRoom(Pod pod, string container)
    {
        if (PodContainers.All(pod.Spec).Any(candidate => candidate.Name == container && candidate.ResizePolicy is { Count: > 0 }))
        {
            services.Cgroups.Ensure(pod);
        }
    }

    private ResourceRequirements? InForce(ObservedContainer container, PodStatus? known)
        => _given.GetValueOrDefault(container.Id)
            ?? (PodStatusParts.FindContainer(known, container.Name) is { } told && told.ContainerID == PodTexts.ContainerId(container.Id) ? told.Resources : null)
            ?? container.Resources;

    private void TellStart(Pod pod)
    {
        if (_toldGeneration != pod.Metadata.Generation)
        {
            _toldGeneration = pod.Metadata.Generation;
            events.Normal(null, "ResizeStarted", $"Pod resize started: {Describe(pod)}");
        }
    }

    // A zero would be left as it is.
    private static ContainerResources Unlimited(ContainerResources resources) => resources with
    {
        CpuQuota = resources.CpuQuota == 0 ? -1 : resources.CpuQuota,
        CpuPeriod = CpuMath.Period,
        MemoryLimitBytes = resources.MemoryLimitBytes == 0 ? -1 : resources.MemoryLimitBytes,
    };

    private static string Describe(Pod pod)
    {
        var containers = new JsonArray();
        foreach (var container in PodContainers.All(pod.Spec))
        {
            containers.Add((JsonNode)new JsonObject
            {
                ["name"] = container.Name,
                ["resources"] = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(container.Resources ?? new(), CoreJsonContext.Default.ResourceRequirements)),
            });
        }

        return new JsonObject { ["containers"] = containers, ["generation"] = pod.Metadata.Generation }.ToJsonString();
    }
}
