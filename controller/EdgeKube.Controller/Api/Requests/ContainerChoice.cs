using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Which container of a pod a request means. Pure.</summary>
internal static class ContainerChoice
{
    /// <param name="pod">The pod.</param>
    /// <param name="asked">The name given; null when there was none, which is enough for a pod of one container.</param>
    public static ApiResult<string> Find(Pod pod, string? asked)
    {
        var names = (pod.Spec?.Containers ?? []).Select(container => container.Name).ToArray();
        if (asked is not null)
        {
            return PodContainers.WithEphemeral(pod.Spec).Any(container => container.Name == asked) ? asked : Statuses.BadRequest($"container {asked} is not valid for pod {pod.Name}");
        }

        return names.Length == 1
            ? names[0]
            : Statuses.BadRequest($"a container name must be specified for pod {pod.Name}, choose one of: [{string.Join(' ', names)}]{InitNames(pod)}");
    }

    /// <summary>What the node said last of a container, or null.</summary>
    public static ContainerStatus? FindStatus(Pod pod, string container) =>
        (pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.EphemeralContainerStatuses ?? []).FirstOrDefault(status => status.Name == container);

    private static string InitNames(Pod pod) =>
        pod.Spec?.InitContainers is { Count: > 0 } inits ? $" or one of the init containers: [{string.Join(' ', inits.Select(container => container.Name))}]" : "";
}
