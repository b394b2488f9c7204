using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>Computes a Deployment's status from its ReplicaSets, and whether its rollout is done, moving or stuck.</summary>
internal static class DeploymentStatusPlanner
{
    /// <summary>Counts and the Available condition.</summary>
    public static DeploymentStatus BuildCounts(Deployment deployment, IReadOnlyList<ReplicaSet> all, ReplicaSet? current, DateTimeOffset now)
    {
        var limits = RolloutLimits.Of(deployment);
        var available = all.Sum(set => set.Status?.AvailableReplicas ?? 0);
        var status = (deployment.Status ?? new()) with
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = all.Sum(set => set.Status?.Replicas ?? 0),
            UpdatedReplicas = current?.Status?.Replicas ?? 0,
            ReadyReplicas = all.Sum(set => set.Status?.ReadyReplicas ?? 0),
            AvailableReplicas = available,
            UnavailableReplicas = Math.Max(0, all.Sum(set => set.Spec?.Replicas ?? 0) - available),
            TerminatingReplicas = all.Sum(set => set.Status?.TerminatingReplicas ?? 0),
        };
        var condition = available >= limits.MinAvailable
            ? ("True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
            : ("False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.");
        return DeploymentConditions.Set(
            status, DeploymentConditions.Build(DeploymentConditions.Available, condition.Item1, condition.Item2, condition.Item3, now));
    }

    /// <summary>Counts, and the conditions that speak of the rollout.</summary>
    public static DeploymentStatus BuildRollout(Deployment deployment, IReadOnlyList<ReplicaSet> all, ReplicaSet? current, DateTimeOffset now)
    {
        var status = BuildCounts(deployment, all, current, now);
        if (!HasDeadline(deployment))
        {
            status = DeploymentConditions.Remove(status, DeploymentConditions.Progressing);
        }
        else if (status.Replicas != status.UpdatedReplicas
            || DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing)?.Reason != DeploymentConditions.NewReplicaSetAvailable)
        {
            status = WithProgress(deployment, status, current, now);
        }

        var failure = all.OrderBy(set => set.Uid == current?.Uid ? 0 : 1).SelectMany(set => set.Status?.Conditions ?? [])
            .FirstOrDefault(condition => condition.Type == DeploymentConditions.ReplicaFailure);
        return failure is null
            ? DeploymentConditions.Remove(status, DeploymentConditions.ReplicaFailure)
            : DeploymentConditions.Set(status, DeploymentConditions.Build(failure.Type, failure.Status, failure.Reason ?? "", failure.Message ?? "", now));
    }

    public static bool HasDeadline(Deployment deployment) => deployment.Spec?.ProgressDeadlineSeconds is { } seconds && seconds != int.MaxValue;

    /// <summary>Every pod is of the current template and available, and nothing else is left.</summary>
    public static bool IsComplete(Deployment deployment, DeploymentStatus? status)
    {
        var replicas = deployment.Spec?.Replicas ?? 1;
        return status is not null
            && status.UpdatedReplicas == replicas && status.Replicas == replicas && status.AvailableReplicas == replicas
            && status.ObservedGeneration >= deployment.Metadata.Generation;
    }

    /// <summary>When an unfinished rollout will have to be called stuck.</summary>
    public static DateTimeOffset? DeadlineOf(Deployment deployment, DeploymentStatus status)
    {
        var condition = DeploymentConditions.Find(status, DeploymentConditions.Progressing);
        return HasDeadline(deployment) && !deployment.Spec!.Paused
            && condition is { Reason: not (DeploymentConditions.NewReplicaSetAvailable or DeploymentConditions.ProgressDeadlineExceeded) }
            ? condition.LastUpdateTime?.AddSeconds(deployment.Spec.ProgressDeadlineSeconds!.Value)
            : null;
    }

    private static DeploymentStatus WithProgress(Deployment deployment, DeploymentStatus status, ReplicaSet? current, DateTimeOffset now)
    {
        var subject = current is null ? $"Deployment \"{deployment.Name}\"" : $"ReplicaSet \"{current.Name}\"";
        if (IsComplete(deployment, status))
        {
            return DeploymentConditions.Set(status, Progress("True", DeploymentConditions.NewReplicaSetAvailable, $"{subject} has successfully progressed.", now));
        }

        var before = DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing);
        if (IsProgressing(deployment.Status ?? new(), status))
        {
            var condition = Progress("True", "ReplicaSetUpdated", $"{subject} is progressing.", now);
            // Written anew even when only its time changes: the deadline counts from the last progress.
            return DeploymentConditions.Replace(status, before?.Status == "True" ? condition with { LastTransitionTime = before.LastTransitionTime } : condition);
        }

        return DeadlineOf(deployment, status) < now || before?.Reason == DeploymentConditions.ProgressDeadlineExceeded
            ? DeploymentConditions.Set(status, Progress("False", DeploymentConditions.ProgressDeadlineExceeded, $"{subject} has timed out progressing.", now))
            : status;
    }

    private static bool IsProgressing(DeploymentStatus before, DeploymentStatus after)
        => after.UpdatedReplicas > before.UpdatedReplicas
            || after.Replicas - after.UpdatedReplicas < before.Replicas - before.UpdatedReplicas
            || after.ReadyReplicas > before.ReadyReplicas
            || after.AvailableReplicas > before.AvailableReplicas;

    private static DeploymentCondition Progress(string status, string reason, string message, DateTimeOffset now)
        => DeploymentConditions.Build(DeploymentConditions.Progressing, status, reason, message, now);
}
