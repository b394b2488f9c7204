using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Disruptions;

/// <summary>Counts what a PodDisruptionBudget allows, as Kubernetes does. Pure.</summary>
internal static class DisruptionPlanner
{
    /// <summary>A pod that was to be evicted and is not seen to go for so long is counted again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Condition = "DisruptionAllowed";

    /// <param name="budget">The budget.</param>
    /// <param name="pods">Those that its selector chooses.</param>
    /// <param name="scale">How many pods the controllers of these want together.</param>
    /// <param name="now">The time.</param>
    public static SchemaObject Plan(DisruptionBudget budget, IReadOnlyList<Pod> pods, int scale, DateTimeOffset now)
    {
        var disrupted = FindDisrupted(budget, pods, now);
        var (expected, desired) = Expect(budget, pods.Count, scale);
        var healthy = pods.Count(pod => !PodReadiness.IsTerminating(pod) && !disrupted.ContainsKey(pod.Name) && PodReadiness.IsReady(pod));
        var allowed = expected > 0 ? Math.Max(0, healthy - desired) : 0;
        return budget.Object.Change("status", status =>
        {
            status["observedGeneration"] = budget.Object.Metadata.Generation;
            status["expectedPods"] = expected;
            status["desiredHealthy"] = desired;
            status["currentHealthy"] = healthy;
            status["disruptionsAllowed"] = allowed;
            status.Remove("disruptedPods");
            if (disrupted.Count > 0)
            {
                status["disruptedPods"] = Write(disrupted);
            }

            SetCondition(status, allowed, budget.Object.Metadata.Generation, now);
        });
    }

    /// <summary>How many pods are wanted is not known: nothing may be evicted until it is, and the rest stays as it was counted last.</summary>
    /// <param name="why">For people.</param>
    public static SchemaObject PlanFailed(DisruptionBudget budget, string why, DateTimeOffset now) => budget.Object.Change("status", status =>
    {
        status["disruptionsAllowed"] = 0;
        SetCondition(status, "False", "SyncFailed", why, budget.Object.Metadata.Generation, now);
    });

    /// <summary>When a pod that should have gone is to be counted again; null when none is waited for.</summary>
    public static DateTimeOffset? FindNextLook(DisruptionBudget planned) =>
        planned.Disrupted.Count == 0 ? null : planned.Disrupted.Values.Min() + Patience;

    public static void SetCondition(JsonObject status, int allowed, long generation, DateTimeOffset now)
    {
        var (word, reason) = allowed > 0 ? ("True", "SufficientPods") : ("False", "InsufficientPods");
        SetCondition(status, word, reason, "", generation, now);
    }

    private static void SetCondition(JsonObject status, string word, string reason, string message, long generation, DateTimeOffset now)
    {
        var all = status["conditions"]?.AsArray() ?? [];
        var before = all.FirstOrDefault(condition => condition?["type"]?.GetValue<string>() == Condition);
        var since = before?["status"]?.GetValue<string>() == word ? before["lastTransitionTime"]?.GetValue<string>() : null;
        var others = all.Where(condition => condition != before).Select(condition => condition?.DeepClone());
        status["conditions"] = new JsonArray([.. others, new JsonObject
        {
            ["lastTransitionTime"] = since ?? Rfc3339.Format(now),
            ["message"] = message,
            ["observedGeneration"] = generation,
            ["reason"] = reason,
            ["status"] = word,
            ["type"] = Condition,
        }]);
    }

    // A number of pods that must stay is what it is; a share, or a number that may be missing, is one of what the controllers want.
    private static (int Expected, int Desired) Expect(DisruptionBudget budget, int pods, int scale) => (budget.MaxUnavailable, budget.MinAvailable) switch
    {
        ({ } missing, _) => (scale, Math.Max(0, scale - (missing.ScaledValue(scale, roundUp: true) ?? 0))),
        (_, { IsPercent: true } share) => (scale, share.ScaledValue(scale, roundUp: true) ?? 0),
        (_, { } number) => (pods, number.Number),
        _ => (0, 0),
    };

    private static Dictionary<string, DateTimeOffset> FindDisrupted(DisruptionBudget budget, IReadOnlyList<Pod> pods, DateTimeOffset now)
    {
        var disrupted = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            // What is being deleted is not counted anyway.
            if (budget.Disrupted.TryGetValue(pod.Name, out var since) && !PodReadiness.IsTerminating(pod) && now < since + Patience)
            {
                disrupted[pod.Name] = since;
            }
        }

        return disrupted;
    }

    private static JsonObject Write(Dictionary<string, DateTimeOffset> disrupted)
    {
        var written = new JsonObject();
        foreach (var (name, since) in disrupted)
        {
            written[name] = Rfc3339.Format(since);
        }

        return written;
    }
}
