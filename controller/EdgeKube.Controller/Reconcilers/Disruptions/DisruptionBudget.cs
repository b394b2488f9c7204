using System.Globalization;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Disruptions;

/// <summary>What counts of a PodDisruptionBudget.</summary>
internal sealed class DisruptionBudget(SchemaObject obj)
{
    private readonly Selector _selector = Selector.From(obj.Find("spec", "selector")?.Deserialize(AppsJsonContext.Default.LabelSelector));

    public SchemaObject Object => obj;

    public string Name => obj.Name;

    /// <summary>How many pods must stay; null when the other limit is given.</summary>
    public IntOrString? MinAvailable => Amount("minAvailable");

    /// <summary>How many pods may be missing.</summary>
    public IntOrString? MaxUnavailable => Amount("maxUnavailable");

    public bool EvictsUnhealthyAlways => obj.Text("spec", "unhealthyPodEvictionPolicy") == "AlwaysAllow";

    /// <summary>Whether status speaks of the newest spec.</summary>
    public bool IsObserved => Number("observedGeneration") >= obj.Metadata.Generation;

    public long DisruptionsAllowed => Number("disruptionsAllowed");

    public long CurrentHealthy => Number("currentHealthy");

    public long DesiredHealthy => Number("desiredHealthy");

    /// <summary>Pods whose eviction was let through and that are not seen to go yet, and since when.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Disrupted { get; } = ReadDisrupted(obj);

    public bool Covers(Pod pod) => pod.Namespace == obj.Namespace && _selector.Matches(pod.Metadata.Labels);

    /// <summary>The budget with one eviction less to give.</summary>
    public SchemaObject Take(Pod pod, DateTimeOffset now) => obj.Change("status", status =>
    {
        status["disruptionsAllowed"] = DisruptionsAllowed - 1;
        var disrupted = status["disruptedPods"]?.AsObject() ?? [];
        disrupted[pod.Name] = Rfc3339.Format(now);
        status["disruptedPods"] = disrupted.Parent is null ? disrupted : disrupted.DeepClone();
        if (DisruptionsAllowed == 1)
        {
            DisruptionPlanner.SetCondition(status, allowed: 0, obj.Metadata.Generation, now);
        }
    });

    private IntOrString? Amount(string field) => obj.Find("spec", field) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var count) => new IntOrString(count),
        { ValueKind: JsonValueKind.String } text => new IntOrString(text.GetString()!),
        _ => default(IntOrString?),
    };

    private long Number(string field) =>
        obj.Find("status", field) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : 0;

    private static Dictionary<string, DateTimeOffset> ReadDisrupted(SchemaObject obj)
    {
        var disrupted = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (name, time) in obj.Map("status", "disruptedPods"))
        {
            if (DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since))
            {
                disrupted[name] = since;
            }
        }

        return disrupted;
    }
}
