using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>Scales a Deployment: its only ReplicaSet, or in the middle of a rollout every one in proportion to its size.</summary>
internal static class ReplicaSetScaler
{
    public static void Scale(DeploymentPass pass)
    {
        var active = pass.All.Where(set => DeploymentPass.SizeOf(set) > 0).ToArray();
        if (active.Length <= 1)
        {
            if ((active.FirstOrDefault() ?? pass.Current ?? pass.All.LastOrDefault()) is { } only && DeploymentPass.SizeOf(only) != pass.Limits.Replicas)
            {
                pass.Scale(only, pass.Limits.Replicas);
            }
        }
        else if (IsSaturated(pass))
        {
            foreach (var set in active.Where(set => set.Name != pass.Current!.Name))
            {
                pass.Scale(set, 0);
            }
        }
        else if (RolloutLimits.IsRollingUpdate(pass.Deployment))
        {
            ScaleInProportion(pass, active);
        }
    }

    private static void ScaleInProportion(DeploymentPass pass, ReplicaSet[] active)
    {
        var toAdd = (pass.Limits.Replicas > 0 ? pass.Limits.MaxTotal : 0) - pass.TotalReplicas;
        // The biggest takes what rounding leaves over: among equals the newest when growing, the oldest when shrinking.
        var bySize = (toAdd > 0 ? Enumerable.Reverse(active) : active).OrderByDescending(DeploymentPass.SizeOf).ToArray();
        var sizes = bySize.Select(DeploymentPass.SizeOf).ToArray();
        var added = 0;
        for (var i = 0; i < bySize.Length && toAdd != 0; i++)
        {
            var share = ShareOf(bySize[i], pass, toAdd, added);
            sizes[i] += share;
            added += share;
        }

        sizes[0] = Math.Max(0, sizes[0] + toAdd - added);
        for (var i = 0; i < bySize.Length; i++)
        {
            pass.Scale(bySize[i], sizes[i]);
        }
    }

    private static int ShareOf(ReplicaSet set, DeploymentPass pass, int toAdd, int added)
    {
        var (size, allowed) = (DeploymentPass.SizeOf(set), toAdd - added);
        if (size == 0 || allowed == 0)
        {
            return 0;
        }

        var before = RevisionAnnotations.FindNumber(set, RevisionAnnotations.MaxReplicas) ?? pass.Deployment.Status!.Replicas;
        var share = pass.Limits.Replicas == 0 || before == 0
            ? -size
            : (int)Math.Round((double)size * pass.Limits.MaxTotal / before, MidpointRounding.AwayFromZero) - size;
        return toAdd > 0 ? Math.Min(share, allowed) : Math.Max(share, allowed);
    }

    private static bool IsSaturated(DeploymentPass pass)
        => pass.Current is { } current
            && RevisionAnnotations.FindNumber(current, RevisionAnnotations.DesiredReplicas) == pass.Limits.Replicas
            && DeploymentPass.SizeOf(current) == pass.Limits.Replicas
            && current.Status?.AvailableReplicas == pass.Limits.Replicas;
}
