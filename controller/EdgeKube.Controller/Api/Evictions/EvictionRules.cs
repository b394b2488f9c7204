using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Disruptions;

namespace EdgeKube.Controller.Api;

/// <summary>What PodDisruptionBudgets say to an eviction, in Kubernetes' words. Pure.</summary>
internal static class EvictionRules
{
    private const int MaxDisrupted = 2000;

    /// <param name="pod">To be evicted.</param>
    /// <param name="budgets">Those that cover the pod.</param>
    /// <param name="now">In whole seconds.</param>
    public static EvictionVerdict Decide(Pod pod, IReadOnlyList<DisruptionBudget> budgets, DateTimeOffset now)
    {
        // What does not run, or goes anyway, disrupts nothing.
        if (PodReadiness.IsFinished(pod) || pod.Status?.Phase is "Pending" || PodReadiness.IsTerminating(pod) || budgets.Count == 0)
        {
            return new EvictionVerdict.Free();
        }

        if (budgets.Count > 1)
        {
            return new EvictionVerdict.Refused(Statuses.Failure(
                500, null, "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."));
        }

        var budget = budgets[0];
        if (!PodReadiness.IsReady(pod) && (budget.EvictsUnhealthyAlways || (budget.CurrentHealthy >= budget.DesiredHealthy && budget.DesiredHealthy > 0)))
        {
            return new EvictionVerdict.Free();
        }

        return FindRefusal(pod, budget) is { } refusal ? new EvictionVerdict.Refused(refusal) : new EvictionVerdict.Taken(budget.Take(pod, now));
    }

    private static ApiStatus? FindRefusal(Pod pod, DisruptionBudget budget) => budget switch
    {
        { IsObserved: false } => TooMany($"The disruption budget {budget.Name} is still being processed by the server.", 10),
        { DisruptionsAllowed: < 0 } => Statuses.Forbidden(WellKnownKinds.PodDisruptionBudget, budget.Name, "pdb disruptions allowed is negative"),
        { Disrupted.Count: > MaxDisrupted } => Statuses.Forbidden(
            WellKnownKinds.PodDisruptionBudget, budget.Name, "DisruptedPods map too big - too many evictions not confirmed by PDB controller"),
        { DisruptionsAllowed: 0 } => TooMany($"The disruption budget {budget.Name} needs {budget.DesiredHealthy} healthy pods and has {budget.CurrentHealthy} currently", 0),
        _ => null,
    };

    private static ApiStatus TooMany(string cause, int retryAfter) => Statuses.Failure(
        429,
        "TooManyRequests",
        "Cannot evict pod as it would violate the pod's disruption budget.",
        new StatusDetails { RetryAfterSeconds = retryAfter, Causes = [new StatusCause { Reason = "DisruptionBudget", Message = cause }] });
}
