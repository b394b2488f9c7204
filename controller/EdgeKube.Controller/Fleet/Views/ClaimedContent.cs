using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Volumes;

namespace EdgeKube.Controller.Fleet.Views;

/// <summary>What a node is told of a claim: the volume it is bound to, and only when both say so.</summary>
internal static class ClaimedContent
{
    /// <summary>The entry of the claim that a volume is bound to; null for a volume without one.</summary>
    public static LinkKey? FindClaim(IResources resources, string volume) =>
        resources.Find(WellKnownKinds.PersistentVolume, null, volume) is SchemaObject obj && VolumeFacts.Of(obj).Claim is { } claim
            ? new LinkKey(PodReferences.Claimed, claim.Namespace, claim.Name)
            : null;

    /// <summary>Null while the claim is not bound, or bound to a volume that no node here could mount.</summary>
    public static ReadOnlyMemory<byte>? Find(IResources resources, LinkKey key)
    {
        if (resources.Find(WellKnownKinds.PersistentVolumeClaim, key.Namespace, key.Name) is not SchemaObject claim
            || claim.Text("status", "phase") != "Bound"
            || resources.Find(WellKnownKinds.PersistentVolume, null, claim.Text("spec", "volumeName")) is not SchemaObject volume
            || VolumeFacts.Of(volume).Claim?.Uid != claim.Uid)
        {
            return new ReadOnlyMemory<byte>?();
        }

        var isLocal = volume.Find("spec", "local") is not null;
        var source = isLocal ? "local" : "hostPath";
        var path = volume.Text("spec", source, "path");
        return path.Length == 0
            ? new ReadOnlyMemory<byte>?()
            : CanonicalJson.Build(
                new ClaimedVolume { Volume = volume.Name, Path = path, Type = isLocal ? null : volume.Text("spec", source, "type"), IsLocal = isLocal },
                CoreJsonContext.Default.ClaimedVolume);
    }
}
