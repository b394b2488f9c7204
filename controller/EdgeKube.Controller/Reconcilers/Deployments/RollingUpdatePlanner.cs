using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>One step of a rolling update: the new ReplicaSet up as far as maxSurge allows, or else the old ones down as far as maxUnavailable allows.</summary>
internal static class RollingUpdatePlanner
{
    public static bool ScaleUp(DeploymentPass pass)
    {
        var (current, limits) = (pass.Current!, pass.Limits);
        var size = DeploymentPass.SizeOf(current);
        if (size == limits.Replicas)
        {
            return false;
        }

        if (size > limits.Replicas)
        {
            return pass.Scale(current, limits.Replicas);
        }

        var room = Math.Min(limits.MaxTotal - pass.TotalReplicas, limits.Replicas - size);
        return room > 0 && pass.Scale(current, size + room);
    }

    public static bool ScaleDown(DeploymentPass pass)
    {
        var unavailableNew = DeploymentPass.SizeOf(pass.Current!) - AvailableOf(pass.Current!);
        var room = pass.TotalReplicas - pass.Limits.MinAvailable - unavailableNew;
        if (room <= 0 || pass.Old.All(set => DeploymentPass.SizeOf(set) == 0))
        {
            return false;
        }

        // Pods that do not serve go first; they cost no availability.
        var unhealthy = Shrink(pass, room, set => DeploymentPass.SizeOf(set) - AvailableOf(set));
        var spare = pass.All.Sum(AvailableOf) - pass.Limits.MinAvailable;
        return Shrink(pass, Math.Min(spare, room - unhealthy), DeploymentPass.SizeOf) + unhealthy > 0;
    }

    private static int Shrink(DeploymentPass pass, int limit, Func<ReplicaSet, int> removable)
    {
        var removed = 0;
        foreach (var set in pass.Old)
        {
            var count = Math.Min(limit - removed, removable(set));
            if (count > 0 && pass.Scale(set, DeploymentPass.SizeOf(set) - count))
            {
                removed += count;
            }
        }

        return removed;
    }

    /// <summary>A status written before the last scaling down may still count pods that are on their way out.</summary>
    private static int AvailableOf(ReplicaSet set) => Math.Min(set.Status?.AvailableReplicas ?? 0, DeploymentPass.SizeOf(set));
}
