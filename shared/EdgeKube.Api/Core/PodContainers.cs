namespace EdgeKube.Api;

/// <summary>A pod's containers by their kinds.</summary>
public static class PodContainers
{
    /// <summary>Init containers and containers, in the order in which they start.</summary>
    public static IEnumerable<Container> All(PodSpec? spec)
    {
        foreach (var container in spec?.InitContainers ?? [])
        {
            yield return container;
        }

        foreach (var container in spec?.Containers ?? [])
        {
            yield return container;
        }
    }

    /// <summary>Containers and then init containers: the order in which they are judged.</summary>
    public static IReadOnlyList<Container> ContainersThenInits(PodSpec? spec) => [.. spec?.Containers ?? [], .. spec?.InitContainers ?? []];

    /// <summary>Those of the pod, and the ones that were added later.</summary>
    public static IEnumerable<Container> WithEphemeral(PodSpec? spec)
    {
        foreach (var container in All(spec))
        {
            yield return container;
        }

        foreach (var container in spec?.EphemeralContainers ?? [])
        {
            yield return container;
        }
    }

    /// <summary>Whether a container of that name was added later.</summary>
    public static bool HasEphemeral(PodSpec? spec, string name)
    {
        foreach (var container in spec?.EphemeralContainers ?? [])
        {
            if (container.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An init container that goes on beside the containers.</summary>
    public static bool IsSidecar(Container initContainer) => initContainer.RestartPolicy == "Always";

    /// <summary>The pod's init container of that name, or null.</summary>
    public static Container? FindInit(PodSpec? spec, string name)
    {
        foreach (var container in spec?.InitContainers ?? [])
        {
            if (container.Name == name)
            {
                return container;
            }
        }

        return null;
    }

    /// <summary>Whether the pod has a sidecar of that name.</summary>
    public static bool HasSidecar(PodSpec? spec, string name) => FindInit(spec, name) is { } container && IsSidecar(container);
}
