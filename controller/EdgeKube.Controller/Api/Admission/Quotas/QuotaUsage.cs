using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What an object takes of a namespace's quotas, by the names that quotas use. Pure.</summary>
internal static class QuotaUsage
{
    private static readonly string[] Compute = ["cpu", "memory", "ephemeral-storage"];

    // Counted by their plain names too.
    private static readonly string[] Countable = ["configmaps", "persistentvolumeclaims", "replicationcontrollers", "resourcequotas", "secrets", "services"];

    public static IReadOnlyDictionary<string, Quantity> Of(Kind kind, ApiObject obj)
    {
        var one = Quantity.FromUnits(1);
        var usage = new Dictionary<string, Quantity>(StringComparer.Ordinal) { [$"count/{kind.GroupResource}"] = one };
        if (kind.Group.Length == 0 && Countable.Contains(kind.Plural))
        {
            usage[kind.Plural] = one;
        }

        if (obj is Pod pod && !PodKind.IsTerminal(pod))
        {
            usage["pods"] = one;
            AddPod(usage, pod.Spec);
        }
        else if (obj is SchemaObject { Kind: "PersistentVolumeClaim" } claim && StorageClaim.FindRequest(claim) is { } storage)
        {
            usage["requests.storage"] = storage;
        }

        return usage;
    }

    /// <summary>Which of a quota's resources some container says nothing about, and which containers these are; none in a pod that asks as a whole.</summary>
    public static IEnumerable<(string Resource, IReadOnlyList<string> Containers)> FindUnsaid(PodSpec? spec, IEnumerable<string> constrained)
    {
        // As in Kubernetes: whatever such a pod asks for, its containers owe no answer, not even about what it leaves out.
        if (PodLevelResources.AreSet(spec))
        {
            yield break;
        }

        foreach (var resource in constrained.Where(IsCompute).Order(StringComparer.Ordinal))
        {
            string[] silent = [.. PodContainers.ContainersThenInits(spec).Where(container => !Says(container.Resources, resource)).Select(container => container.Name).Order(StringComparer.Ordinal)];
            if (silent.Length > 0)
            {
                yield return (resource, silent);
            }
        }
    }

    private static bool IsCompute(string resource) => resource is "cpu" or "memory" or "requests.cpu" or "requests.memory" or "limits.cpu" or "limits.memory";

    private static bool Says(ResourceRequirements? resources, string resource) => resource.Split('.') is ["limits", var limited]
        ? resources?.Limits?.ContainsKey(limited) is true
        : resources?.Requests?.ContainsKey(resource.Split('.')[^1]) is true;

    private static void AddPod(Dictionary<string, Quantity> usage, PodSpec? spec)
    {
        foreach (var (name, amount) in PodAmounts.Requests(spec))
        {
            usage[$"requests.{name}"] = amount;
            if (Compute.Contains(name))
            {
                usage[name] = amount;
            }
        }

        foreach (var (name, amount) in PodAmounts.Limits(spec))
        {
            usage[$"limits.{name}"] = amount;
        }
    }
}
