using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>Decides what a Deployment needs, in the steps of Kubernetes' deployment controller.</summary>
internal static class DeploymentPlanner
{
    public static DeploymentPlan Plan(DeploymentSnapshot snapshot, DateTimeOffset now)
    {
        var deployment = snapshot.Deployment;
        var claims = ClaimPlanner.Plan(deployment, deployment.Spec?.Selector, snapshot.ReplicaSets);
        if (claims.Adopt.Count + claims.Release.Count > 0)
        {
            // Owners first: everything after is computed from who belongs to whom.
            return new DeploymentPlan(
                [
                    .. claims.Adopt.Select(set => new DeploymentAction.AdoptReplicaSet(set)),
                    .. claims.Release.Select(set => new DeploymentAction.ReleaseReplicaSet(set)),
                ],
                null);
        }

        var pass = new DeploymentPass(deployment, claims.Owned, now);
        if (deployment.Metadata.DeletionTimestamp is not null)
        {
            return pass.End(DeploymentStatusPlanner.BuildCounts(pass.Deployment, pass.All, pass.Current, now));
        }

        NotePause(pass);
        if (deployment.Spec!.Paused || IsScaling(pass))
        {
            return PlanScaling(pass);
        }

        return RolloutLimits.IsRollingUpdate(deployment) ? PlanRollingUpdate(pass) : PlanRecreate(pass, snapshot.Pods);
    }

    /// <summary>The status after the ReplicaSet of a new template could not be created.</summary>
    public static DeploymentStatus BuildCreateFailed(Deployment deployment, string message, DateTimeOffset now)
        => DeploymentConditions.Set(
            deployment.Status ?? new(),
            DeploymentConditions.Build(DeploymentConditions.Progressing, "False", "ReplicaSetCreateError", message, now));

    private static DeploymentPlan PlanScaling(DeploymentPass pass)
    {
        NewReplicaSetPlanner.Ensure(pass, create: false);
        ReplicaSetScaler.Scale(pass);
        if (pass.Deployment.Spec!.Paused)
        {
            HistoryPlanner.CleanUp(pass);
        }

        return pass.End(DeploymentStatusPlanner.BuildCounts(pass.Deployment, pass.All, pass.Current, pass.Now));
    }

    private static DeploymentPlan PlanRollingUpdate(DeploymentPass pass)
    {
        NewReplicaSetPlanner.Ensure(pass, create: true);
        if (!RollingUpdatePlanner.ScaleUp(pass) && !RollingUpdatePlanner.ScaleDown(pass))
        {
            CleanUpWhenComplete(pass);
        }

        return EndRollout(pass);
    }

    private static DeploymentPlan PlanRecreate(DeploymentPass pass, IReadOnlyList<Pod> pods)
    {
        NewReplicaSetPlanner.Ensure(pass, create: false);
        // Counted, not Any: every old ReplicaSet goes to zero in the same pass.
        if (pass.Old.Count(set => DeploymentPass.SizeOf(set) > 0 && pass.Scale(set, 0)) > 0 || HasOldPods(pass, pods))
        {
            return EndRollout(pass);
        }

        NewReplicaSetPlanner.Ensure(pass, create: true);
        if (!pass.Scale(pass.Current!, pass.Limits.Replicas))
        {
            CleanUpWhenComplete(pass);
        }

        return EndRollout(pass);
    }

    private static bool HasOldPods(DeploymentPass pass, IReadOnlyList<Pod> pods)
    {
        var old = pass.Old.Select(set => set.Uid).ToHashSet();
        return pods.Any(pod => Owners.ControllerOf(pod) is { } owner && old.Contains(owner.Uid) && !PodReadiness.IsFinished(pod));
    }

    private static void CleanUpWhenComplete(DeploymentPass pass)
    {
        if (DeploymentStatusPlanner.IsComplete(pass.Deployment, pass.Deployment.Status))
        {
            HistoryPlanner.CleanUp(pass);
        }
    }

    private static DeploymentPlan EndRollout(DeploymentPass pass)
        => pass.End(DeploymentStatusPlanner.BuildRollout(pass.Deployment, pass.All, pass.Current, pass.Now));

    private static bool IsScaling(DeploymentPass pass)
        => pass.All.Any(set => DeploymentPass.SizeOf(set) > 0
            && RevisionAnnotations.FindNumber(set, RevisionAnnotations.DesiredReplicas) is { } desired && desired != pass.Limits.Replicas);

    private static void NotePause(DeploymentPass pass)
    {
        var reason = DeploymentConditions.Find(pass.Deployment.Status, DeploymentConditions.Progressing)?.Reason;
        if (!DeploymentStatusPlanner.HasDeadline(pass.Deployment) || reason == DeploymentConditions.ProgressDeadlineExceeded)
        {
            return;
        }

        if (pass.Deployment.Spec!.Paused && reason != DeploymentConditions.Paused)
        {
            pass.SetProgress("Unknown", DeploymentConditions.Paused, "Deployment is paused");
        }
        else if (!pass.Deployment.Spec.Paused && reason == DeploymentConditions.Paused)
        {
            pass.SetProgress("Unknown", "DeploymentResumed", "Deployment is resumed");
        }
    }
}
