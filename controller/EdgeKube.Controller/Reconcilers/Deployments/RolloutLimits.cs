using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>How many pods a Deployment may have too many or too few while it rolls out.</summary>
/// <param name="Replicas">spec.replicas.</param>
/// <param name="MaxSurge">Zero for Recreate.</param>
/// <param name="MaxUnavailable">Zero for Recreate; never more than <paramref name="Replicas"/>.</param>
internal readonly record struct RolloutLimits(int Replicas, int MaxSurge, int MaxUnavailable)
{
    public int MaxTotal => Replicas + MaxSurge;

    public int MinAvailable => Replicas - MaxUnavailable;

    public static bool IsRollingUpdate(Deployment deployment) => deployment.Spec?.Strategy?.Type != "Recreate";

    public static RolloutLimits Of(Deployment deployment)
    {
        var replicas = deployment.Spec?.Replicas ?? 1;
        if (!IsRollingUpdate(deployment) || replicas == 0)
        {
            return new RolloutLimits(replicas, 0, 0);
        }

        var settings = deployment.Spec?.Strategy?.RollingUpdate;
        var surge = (settings?.MaxSurge ?? "25%").ScaledValue(replicas, roundUp: true) ?? 0;
        var unavailable = (settings?.MaxUnavailable ?? "25%").ScaledValue(replicas, roundUp: false) ?? 0;
        // Both rounded to nothing would stop every rollout; Kubernetes then lets one pod be missing.
        return new RolloutLimits(replicas, surge, Math.Min(surge == 0 && unavailable == 0 ? 1 : unavailable, replicas));
    }
}
