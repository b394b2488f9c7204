using EdgeKube.Agent.Lifecycle;

namespace EdgeKube.Agent.Pods;

/// <param name="Actions">In the order in which they are to be done; empty when everything is as it should be.</param>
/// <param name="LookAgainAt">When to plan again even if nothing happens (uptime).</param>
internal sealed record PodPlan(IReadOnlyList<PodAction> Actions, TimeSpan? LookAgainAt)
{
    public static readonly PodPlan Quiet = new([], null);

    /// <summary>Set when the node itself ends the pod.</summary>
    public PodVerdict? Verdict { get; init; }

    public static PodPlan Of(IReadOnlyList<PodAction> actions)
    {
        TimeSpan? lookAgainAt = null;
        foreach (var wait in actions.OfType<PodAction.Wait>())
        {
            lookAgainAt = lookAgainAt is { } earliest && earliest < wait.RetryAt ? earliest : wait.RetryAt;
        }

        return actions.Count == 0 ? Quiet : new PodPlan(actions, lookAgainAt);
    }

    public PodPlan LookingAgainAt(TimeSpan? at) => at is { } time && (LookAgainAt is not { } planned || time < planned) ? this with { LookAgainAt = time } : this;

    /// <summary>Whether something is to be done now, rather than waited for.</summary>
    public bool HasWork => Actions.Any(action => action is not (PodAction.Wait or PodAction.WaitForNetwork));
}
