using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/resize: cpu and memory of a pod's containers are changed, and nothing else of it. Pure.</summary>
internal static class PodResize
{
    public const string Subresource = "resize";

    private const string Spec = "spec";

    // The rest of what was given must be as it was; FindFaults looks.
    public static Pod Take(Pod given, Pod current) => given with { Status = current.Status };

    public static IEnumerable<StatusCause> FindFaults(Pod next, Pod current)
    {
        var (asked, old) = (next.Spec ?? new PodSpec(), current.Spec ?? new PodSpec());
        if (MirrorPods.FindHash(current) is not null)
        {
            return [Statuses.ForbiddenField(Spec, "static pods cannot be resized")];
        }

        if (PodLevelResources.AreSet(asked) || PodLevelResources.AreSet(old))
        {
            return [Statuses.ForbiddenField($"{Spec}.resources", "pods with pod-level resources cannot be resized")];
        }

        if (!HaveSameNames(asked.Containers, old.Containers) || !HaveSameNames(asked.InitContainers ?? [], old.InitContainers ?? []))
        {
            return [Statuses.ForbiddenField(Spec, "containers may not be added, removed or renamed on resize")];
        }

        var faults = new List<StatusCause>();
        AddRemoved(faults, asked.Containers, old.Containers, "spec.containers");
        AddRemoved(faults, asked.InitContainers ?? [], old.InitContainers ?? [], "spec.initContainers");
        if (QosClass.Of(asked) != QosClass.Of(old))
        {
            faults.Add(Statuses.InvalidValue(Spec, GoText.Quote(QosClass.Of(asked)), "Pod QOS Class may not change as a result of resizing"));
        }

        var comparable = asked with { Containers = WithResourcesOf(asked.Containers, old.Containers), InitContainers = asked.InitContainers is { } inits ? WithResourcesOf(inits, old.InitContainers ?? []) : null };
        if (!ObjectCodec.HaveEqualJson(next with { Spec = comparable }, next with { Spec = old }))
        {
            faults.Add(Statuses.ForbiddenField(Spec, "only cpu and memory resources are mutable"));
        }

        return faults;
    }

    private static bool HaveSameNames(IReadOnlyList<Container> asked, IReadOnlyList<Container> old)
    {
        for (var i = 0; i < asked.Count && i < old.Count; i++)
        {
            if (asked[i].Name != old[i].Name)
            {
                return false;
            }
        }

        return asked.Count == old.Count;
    }

    // What an init container that ends asks for cannot change any more: only sidecars go on.
    private static List<Container> WithResourcesOf(IReadOnlyList<Container> asked, IReadOnlyList<Container> old)
    {
        var result = new List<Container>();
        for (var i = 0; i < asked.Count; i++)
        {
            result.Add(asked[i] with { Resources = old[i].Resources });
        }

        return result;
    }

    private static void AddRemoved(List<StatusCause> faults, IReadOnlyList<Container> asked, IReadOnlyList<Container> old, string path)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            var field = $"{path}[{i}].resources";
            if (HasLost(asked[i].Resources?.Limits, old[i].Resources?.Limits))
            {
                faults.Add(Statuses.ForbiddenField(field, "resource limits cannot be removed"));
            }

            if (HasLost(asked[i].Resources?.Requests, old[i].Resources?.Requests))
            {
                faults.Add(Statuses.ForbiddenField(field, "resource requests cannot be removed"));
            }

            if (path == "spec.initContainers" && !PodContainers.IsSidecar(old[i]) && !AreEqual(asked[i].Resources, old[i].Resources))
            {
                faults.Add(Statuses.ForbiddenField(field, "only sidecars among the init containers can be resized"));
            }
        }
    }

    private static bool HasLost(IReadOnlyDictionary<string, Quantity>? asked, IReadOnlyDictionary<string, Quantity>? old)
    {
        foreach (var name in (old ?? new Dictionary<string, Quantity>()).Keys)
        {
            if (asked?.ContainsKey(name) is not true)
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreEqual(ResourceRequirements? left, ResourceRequirements? right) => ObjectCodec.HaveEqualJson(Holding(left), Holding(right));

    private static Pod Holding(ResourceRequirements? resources) => new() { Spec = new PodSpec { Containers = [new Container { Resources = resources }] } };
}
