using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.ReplicaSets;

/// <summary>Decides which pods a ReplicaSet takes, makes and deletes, and what its status says.</summary>
internal static class ReplicaSetPlanner
{
    /// <summary>Pods made or deleted in one pass at most, as in Kubernetes; the rest follows in the next.</summary>
    public const int Burst = 500;

    public static ReplicaSetPlan Plan(ReplicaSetSnapshot snapshot, DateTimeOffset now)
    {
        var set = snapshot.ReplicaSet;
        var claims = ClaimPlanner.Plan(set, set.Spec?.Selector, snapshot.Pods.Where(pod => !PodReadiness.IsFinished(pod)));
        Pod[] mine = [.. claims.Owned, .. claims.Adopt];
        Pod[] active = [.. mine.Where(PodReadiness.IsActive)];
        List<ReplicaSetAction> actions =
        [
            .. claims.Adopt.Select(pod => new ReplicaSetAction.AdoptPod(pod)),
            .. claims.Release.Select(pod => new ReplicaSetAction.ReleasePod(pod)),
        ];
        if (set.Metadata.DeletionTimestamp is null && PlanCount(snapshot, active, now) is { } change)
        {
            actions.Add(change);
        }

        var terminating = snapshot.Pods.Count(pod => PodReadiness.IsTerminating(pod) && Owners.IsControlledBy(pod, set));
        var status = BuildStatus(set, active, terminating, now);
        if (!AreEqual(status, set.Status))
        {
            actions.Add(new ReplicaSetAction.UpdateStatus(status));
        }

        return new ReplicaSetPlan(actions, FindNextAvailable(set, active, now));
    }

    /// <summary>The status with the ReplicaFailure condition set, or taken away when there is no message.</summary>
    public static ReplicaSetStatus WithFailure(ReplicaSetStatus status, string? reason, string? message, DateTimeOffset now)
    {
        var others = (status.Conditions ?? []).Where(condition => condition.Type != "ReplicaFailure").ToArray();
        var current = status.Conditions?.FirstOrDefault(condition => condition.Type == "ReplicaFailure");
        if (reason is null)
        {
            return current is null ? status : status with { Conditions = others.Length == 0 ? null : others };
        }

        return current?.Reason == reason
            ? status
            : status with { Conditions = [.. others, new() { Type = "ReplicaFailure", Status = "True", Reason = reason, Message = message, LastTransitionTime = now }] };
    }

    private static ReplicaSetAction? PlanCount(ReplicaSetSnapshot snapshot, Pod[] active, DateTimeOffset now)
    {
        var set = snapshot.ReplicaSet;
        var missing = (set.Spec?.Replicas ?? 1) - active.Length;
        if (missing > 0)
        {
            return new ReplicaSetAction.CreatePods(BuildPod(set), Math.Min(missing, Burst));
        }

        return missing < 0
            ? new ReplicaSetAction.DeletePods(DeletionRanking.Choose(active, CountCompany(snapshot), Math.Min(-missing, Burst), now))
            : null;
    }

    private static Dictionary<string, int> CountCompany(ReplicaSetSnapshot snapshot)
        => snapshot.Pods
            .Where(pod => PodReadiness.IsActive(pod) && pod.Spec?.NodeName is not null && Owners.ControllerOf(pod) is { } owner && snapshot.Siblings.Contains(owner.Uid))
            .GroupBy(pod => pod.Spec!.NodeName!)
            .ToDictionary(group => group.Key, group => group.Count());

    private static Pod BuildPod(ReplicaSet set)
    {
        var template = set.Spec?.Template ?? new();
        return new Pod
        {
            Metadata = Owners.WithController(
                new()
                {
                    GenerateName = $"{set.Name}-",
                    Namespace = set.Metadata.Namespace,
                    Labels = template.Metadata?.Labels,
                    Annotations = template.Metadata?.Annotations,
                    Finalizers = template.Metadata?.Finalizers,
                },
                set),
            Spec = template.Spec,
        };
    }

    private static ReplicaSetStatus BuildStatus(ReplicaSet set, Pod[] active, int terminating, DateTimeOffset now) => new()
    {
        Replicas = active.Length,
        FullyLabeledReplicas = active.Count(pod => LabelMatch.Contains(pod.Metadata.Labels, set.Spec?.Template?.Metadata?.Labels)),
        ReadyReplicas = active.Count(PodReadiness.IsReady),
        AvailableReplicas = active.Count(pod => PodReadiness.IsAvailable(pod, set.Spec?.MinReadySeconds ?? 0, now)),
        TerminatingReplicas = terminating,
        ObservedGeneration = set.Metadata.Generation,
        Conditions = set.Status?.Conditions,
    };

    private static bool AreEqual(ReplicaSetStatus left, ReplicaSetStatus? right)
        => right is not null && left with { Conditions = null } == right with { Conditions = null }
            && (left.Conditions ?? []).SequenceEqual(right.Conditions ?? []);

    private static DateTimeOffset? FindNextAvailable(ReplicaSet set, Pod[] active, DateTimeOffset now)
    {
        var minReady = set.Spec?.MinReadySeconds ?? 0;
        return active.Where(PodReadiness.IsReady).Select(pod => PodReadiness.AvailableAt(pod, minReady, now)).Where(at => at > now)
            .Select(at => (DateTimeOffset?)at).Min();
    }
}
