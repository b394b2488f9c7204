using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Fills in what LimitRanges give to containers that name nothing. Pure.</summary>
internal static class LimitDefaults
{
    public const string Annotation = "kubernetes.io/limit-ranger";

    public static Pod Apply(Pod pod, IReadOnlyList<LimitRangeItem> items)
    {
        foreach (var item in items.Where(item => item.Type == "Container"))
        {
            pod = Apply(pod, item);
        }

        return pod;
    }

    private static Pod Apply(Pod pod, LimitRangeItem item)
    {
        var notes = new List<string>();
        var spec = pod.Spec ?? new PodSpec();
        spec = spec with
        {
            Containers = [.. spec.Containers.Select(container => Apply(container, item, "container", notes))],
            InitContainers = spec.InitContainers is { } inits ? [.. inits.Select(container => Apply(container, item, "init container", notes))] : null,
        };
        if (notes.Count == 0)
        {
            return pod;
        }

        var annotations = new Dictionary<string, string>(pod.Metadata.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [Annotation] = $"LimitRanger plugin set: {string.Join("; ", notes)}",
        };
        return pod with { Metadata = pod.Metadata with { Annotations = annotations }, Spec = spec };
    }

    private static Container Apply(Container container, LimitRangeItem item, string role, List<string> notes)
    {
        var resources = container.Resources ?? new ResourceRequirements();
        return container with
        {
            Resources = resources with
            {
                Requests = Fill(resources.Requests, item.DefaultRequest, $"request for {role} {container.Name}", notes),
                Limits = Fill(resources.Limits, item.Default, $"limit for {role} {container.Name}", notes),
            },
        };
    }

    private static IReadOnlyDictionary<string, Quantity>? Fill(
        IReadOnlyDictionary<string, Quantity>? given, IReadOnlyDictionary<string, Quantity>? defaults, string what, List<string> notes)
    {
        string[] missing = [.. (defaults?.Keys ?? []).Where(name => given?.ContainsKey(name) is not true).Order(StringComparer.Ordinal)];
        if (missing.Length == 0)
        {
            return given;
        }

        notes.Add($"{string.Join(", ", missing)} {what}");
        return (given ?? new Dictionary<string, Quantity>()).Concat(missing.Select(name => KeyValuePair.Create(name, defaults![name]))).ToDictionary();
    }
}
