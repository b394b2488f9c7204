using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A pod with a RuntimeClass gets what the class says that it costs, and where it can run.</summary>
internal sealed class RuntimeClassAdmission(ObjectReader reader) : IAdmission
{
    public ApiResult<ApiObject> Complete(AdmissionRequest request)
    {
        if (request.Object is not Pod { Spec: { } spec } pod)
        {
            return request.Object;
        }

        if (string.IsNullOrEmpty(spec.RuntimeClassName))
        {
            return spec.Overhead is { Count: > 0 } ? Reject("Pod Overhead set without corresponding RuntimeClass defined Overhead") : pod;
        }

        if (reader.Find(WellKnownKinds.RuntimeClass, null, spec.RuntimeClassName) is not SchemaObject @class)
        {
            return Reject($"RuntimeClass \"{spec.RuntimeClassName}\" not found");
        }

        var overhead = Overhead(@class);
        if (spec.Overhead is { Count: > 0 } given && !AreEqual(given, overhead))
        {
            return Reject("Pod's Overhead doesn't match RuntimeClass's defined Overhead");
        }

        var selector = new Dictionary<string, string>(spec.NodeSelector ?? new Dictionary<string, string>());
        foreach (var (key, value) in @class.Map("scheduling", "nodeSelector"))
        {
            if (!selector.TryAdd(key, value) && selector[key] != value)
            {
                return Reject($"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {value}; pod.spec.nodeSelector[{key}] = {selector[key]}");
            }
        }

        return pod with { Spec = spec with { Overhead = overhead.Count > 0 ? overhead : null, NodeSelector = selector.Count > 0 ? selector : spec.NodeSelector, Tolerations = Tolerations(spec, @class) } };

        ApiStatus Reject(string why) => Statuses.Forbidden(request.Kind, pod.Name, $"pod rejected: {why}");
    }

    private static Dictionary<string, Quantity> Overhead(SchemaObject @class)
    {
        var overhead = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var (name, text) in @class.Map("overhead", "podFixed"))
        {
            overhead[name] = Quantity.Parse(text);
        }

        return overhead;
    }

    private static bool AreEqual(IReadOnlyDictionary<string, Quantity> left, Dictionary<string, Quantity> right)
        => left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var other) && other == pair.Value);

    private static IReadOnlyList<Toleration>? Tolerations(PodSpec spec, SchemaObject @class)
    {
        if (@class.Find("scheduling", "tolerations") is not { ValueKind: System.Text.Json.JsonValueKind.Array } list)
        {
            return spec.Tolerations;
        }

        var all = new List<Toleration>(spec.Tolerations ?? []);
        foreach (var item in list.EnumerateArray())
        {
            if (System.Text.Json.JsonSerializer.Deserialize(item, CoreJsonContext.Default.Toleration) is { } toleration && !all.Contains(toleration))
            {
                all.Add(toleration);
            }
        }

        return all;
    }
}
