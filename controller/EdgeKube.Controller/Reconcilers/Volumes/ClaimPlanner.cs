using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>Decides on one claim, in Kubernetes' words. Pure.</summary>
internal static class ClaimPlanner
{
    private const string NoVolume = "no persistent volumes available for this claim and no storage class is set";

    /// <param name="class">The claim's StorageClass; null when it names none, or one that is not there.</param>
    /// <param name="node">The node that the scheduler has chosen for its first pod; null when there is none.</param>
    public static ClaimPlan Plan(ClaimFacts claim, IReadOnlyList<VolumeFacts> volumes, StorageClassFacts? @class, Node? node)
    {
        if (claim.VolumeName.Length > 0)
        {
            return PlanNamed(claim, volumes.FirstOrDefault(volume => volume.Name == claim.VolumeName));
        }

        // A volume that was kept for this claim is not waited for.
        var kept = VolumeChoice.Find(claim, volumes.Where(volume => volume.Claim is not null), null);
        if (kept is null && @class is { WaitsForPod: true } && node is null)
        {
            return new ClaimPlan.Wait(PlannedEvent.Normal("WaitForFirstConsumer", "waiting for first consumer to be created before binding"));
        }

        if ((kept ?? VolumeChoice.Find(claim, volumes, node)) is { } found)
        {
            return new ClaimPlan.Bind(found);
        }

        return new ClaimPlan.Wait(claim.Class switch
        {
            "" => PlannedEvent.Normal("FailedBinding", NoVolume),
            var name when @class is null => PlannedEvent.Warning("ProvisioningFailed", $"storageclass.storage.k8s.io \"{name}\" not found"),
            _ => PlannedEvent.Normal("FailedBinding", "no persistent volume fits this claim, and EdgeKube makes none"),
        });
    }

    private static ClaimPlan PlanNamed(ClaimFacts claim, VolumeFacts? volume)
    {
        var isOurs = volume is not null && (volume.Claim is null || volume.Claim.IsOf(claim));
        return (isOurs, claim.Phase) switch
        {
            (true, _) => new ClaimPlan.Bind(volume!),
            (false, "Bound") => new ClaimPlan.Lose(volume is null ? "Bound claim has lost its PersistentVolume. Data on the volume is lost!" : "Two claims are bound to the same volume, this one is bound incorrectly"),
            _ => new ClaimPlan.Wait(null),
        };
    }
}
