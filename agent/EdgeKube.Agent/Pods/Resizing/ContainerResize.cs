using EdgeKube.Api;

namespace EdgeKube.Agent.Pods.Resizing;

/// <summary>Whether a running container has what its spec asks for now. Only cpu and memory can change in place. Pure.</summary>
internal static class ContainerResize
{
    private static readonly string[] Resources = ["cpu", "memory"];

    /// <summary>Its limits or requests are to become others.</summary>
    public static bool IsWanted(Container desired, ObservedContainer newest) => Changed(desired, newest).Count > 0;

    /// <summary>One of the resources that change costs a restart.</summary>
    public static bool NeedsRestart(Container desired, ObservedContainer newest)
    {
        foreach (var policy in desired.ResizePolicy ?? [])
        {
            if (policy.RestartPolicy == "RestartContainer" && Changed(desired, newest).Contains(policy.ResourceName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The running containers of a pod that are to be changed.</summary>
    public static IEnumerable<(Container Desired, ObservedContainer Running)> Find(Pod pod, ObservedPod observed)
    {
        foreach (var container in PodContainers.All(pod.Spec))
        {
            if (observed.Newest(container.Name) is { Phase: ContainerPhase.Running } newest && IsWanted(container, newest))
            {
                yield return (container, newest);
            }
        }
    }

    /// <summary>The pod with the resources that its running containers have, not those that they are to have.</summary>
    public static Pod InForce(Pod pod, ObservedPod observed)
    {
        return pod with
        {
            Spec = pod.Spec! with
            {
                Containers = [.. pod.Spec.Containers.Select(WithItsOwn)],
                InitContainers = pod.Spec.InitContainers is { } inits ? [.. inits.Select(WithItsOwn)] : null,
            },
        };

        Container WithItsOwn(Container container)
            => observed.Newest(container.Name) is { Phase: ContainerPhase.Running, Resources: { } own } ? container with { Resources = own } : container;
    }

    private static List<string> Changed(Container desired, ObservedContainer newest)
    {
        var changed = new List<string>();
        if (newest.Resources is not { } inForce)
        {
            return changed;
        }

        foreach (var name in Resources)
        {
            if (Amount(desired.Resources?.Limits, name) != Amount(inForce.Limits, name) || Amount(desired.Resources?.Requests, name) != Amount(inForce.Requests, name))
            {
                changed.Add(name);
            }
        }

        return changed;
    }

    private static Quantity? Amount(IReadOnlyDictionary<string, Quantity>? amounts, string name) => amounts?.TryGetValue(name, out var amount) is true ? amount : null;
}
