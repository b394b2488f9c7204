namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>Deletes the oldest empty ReplicaSets beyond spec.revisionHistoryLimit.</summary>
internal static class HistoryPlanner
{
    public static void CleanUp(DeploymentPass pass)
    {
        if (pass.Deployment.Spec?.RevisionHistoryLimit is not { } limit || limit == int.MaxValue)
        {
            return;
        }

        var old = pass.Old.Where(set => set.Metadata.DeletionTimestamp is null).OrderBy(RevisionAnnotations.FindRevision).ToArray();
        foreach (var set in old.Take(Math.Max(0, old.Length - limit)))
        {
            // One with pods, or whose status is not current, may still be needed.
            if ((set.Status?.Replicas ?? 0) == 0 && DeploymentPass.SizeOf(set) == 0 && set.Metadata.Generation <= (set.Status?.ObservedGeneration ?? 0))
            {
                pass.Delete(set);
            }
        }
    }
}
