namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>Which phase a volume is in. Pure.</summary>
internal static class VolumePlanner
{
    /// <param name="claimUid">The uid of the claim of the name that the volume is for; null when there is none.</param>
    /// <returns>The phase, and for people why; null for nothing to add.</returns>
    public static (string Phase, string? Message) Plan(VolumeFacts volume, string? claimUid)
    {
        if (volume.Claim is not { } claim || claim.Uid.Length == 0)
        {
            return ("Available", null);
        }

        if (claim.Uid == claimUid)
        {
            return ("Bound", null);
        }

        return volume.ReclaimPolicy is "Delete" or "Recycle"
            ? ("Failed", $"EdgeKube does not carry out the reclaim policy {volume.ReclaimPolicy}: remove spec.claimRef to offer the volume again, or delete it")
            : ("Released", null);
    }
}
