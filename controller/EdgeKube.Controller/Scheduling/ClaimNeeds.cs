using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.Volumes;

namespace EdgeKube.Controller.Scheduling;

/// <summary>What a pod's claims ask of its node.</summary>
/// <param name="Blocker">Why the pod cannot be placed at all yet, in Kubernetes' words; null when nothing is in the way.</param>
/// <param name="Bound">Which nodes reach the volumes that it has.</param>
/// <param name="Waiting">Claims that get their volume on the pod's node, with the volumes that could be theirs.</param>
internal sealed record ClaimNeeds(string? Blocker, IReadOnlyList<NodeTerms> Bound, IReadOnlyList<ClaimNeeds.Wish> Waiting)
{
    public static ClaimNeeds None { get; } = new(null, [], []);

    /// <summary>Reads the pod's claims as they are now.</summary>
    public static ClaimNeeds Of(Pod pod, IResources resources)
    {
        var (bound, waiting) = (new List<NodeTerms>(), new List<Wish>());
        foreach (var volume in pod.Spec?.Volumes ?? [])
        {
            if (volume.PersistentVolumeClaim is not { } source)
            {
                continue;
            }

            if (resources.Find(WellKnownKinds.PersistentVolumeClaim, pod.Namespace, source.ClaimName) is not SchemaObject obj)
            {
                return Blocked($"persistentvolumeclaim \"{source.ClaimName}\" not found");
            }

            var claim = ClaimFacts.Of(obj);
            if (claim.Phase == "Lost")
            {
                return Blocked($"persistentvolumeclaim \"{source.ClaimName}\" bound to non-existent persistentvolume \"{claim.VolumeName}\"");
            }

            if (claim.VolumeName.Length > 0 && claim.Phase == "Bound")
            {
                if (resources.Find(WellKnownKinds.PersistentVolume, null, claim.VolumeName) is SchemaObject found && VolumeFacts.Of(found).Nodes is { } terms)
                {
                    bound.Add(terms);
                }
            }
            else if (claim.VolumeName.Length == 0 && StorageClassFacts.Find(resources, claim.Class) is { WaitsForPod: true })
            {
                waiting.Add(new Wish(claim, Volumes(resources)));
            }
            else
            {
                return Blocked("pod has unbound immediate PersistentVolumeClaims");
            }
        }

        return bound.Count + waiting.Count == 0 ? None : new(null, bound, waiting);
    }

    private static ClaimNeeds Blocked(string why) => new(why, [], []);

    private static List<VolumeFacts> Volumes(IResources resources)
    {
        var volumes = new List<VolumeFacts>();
        foreach (var volume in resources.List(WellKnownKinds.PersistentVolume, null))
        {
            volumes.Add(VolumeFacts.Of((SchemaObject)volume));
        }

        return volumes;
    }

    /// <summary>A claim that waits for its first pod.</summary>
    internal sealed record Wish(ClaimFacts Claim, IReadOnlyList<VolumeFacts> Volumes);
}
