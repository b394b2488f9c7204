using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>Which volume a claim gets: one that was kept for it, else the smallest that fits. Pure.</summary>
internal static class VolumeChoice
{
    /// <param name="node">Where the volume must be within reach; null for anywhere.</param>
    public static VolumeFacts? Find(ClaimFacts claim, IEnumerable<VolumeFacts> volumes, Node? node)
    {
        VolumeFacts? best = null;
        foreach (var volume in volumes)
        {
            if (volume.Claim?.IsOf(claim) == true && Fits(claim, volume, node))
            {
                return volume;
            }

            if (volume.Claim is null && Fits(claim, volume, node) && LabelMatch.Matches(claim.Selector ?? new LabelSelector(), volume.Object.Metadata.Labels)
                && (best is null || volume.Capacity < best.Capacity || (volume.Capacity == best.Capacity && string.CompareOrdinal(volume.Name, best.Name) < 0)))
            {
                best = volume;
            }
        }

        return best;
    }

    private static bool Fits(ClaimFacts claim, VolumeFacts volume, Node? node)
        => !volume.IsDeleting
            && volume.Phase is not ("Released" or "Failed")
            && volume.Class == claim.Class
            && volume.Mode == claim.Mode
            && volume.Capacity >= claim.Request
            && claim.AccessModes.All(volume.AccessModes.Contains)
            && (node is null || volume.Nodes is null || volume.Nodes.Match(node));
}
