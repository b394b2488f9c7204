using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Garbage;

/// <summary>
/// Decides about one object in the light of its owners and dependents: deleted when all owners are gone (background) or the last waits
/// for it (foreground), let go by an owner that orphans.
/// </summary>
internal static class GarbagePlanner
{
    public const string Foreground = "foregroundDeletion";
    public const string Orphan = "orphan";

    public static IReadOnlyList<GarbageAction> Plan(GarbageSnapshot snapshot)
    {
        var obj = snapshot.Object;
        if (obj.Metadata.DeletionTimestamp is not null)
        {
            if (Has(obj, Orphan))
            {
                return
                [
                    .. snapshot.Dependents.Select(dependent => new GarbageAction.DropOwners(dependent, [obj.Uid])),
                    new GarbageAction.RemoveFinalizer(Orphan),
                ];
            }

            return Has(obj, Foreground) && !snapshot.Dependents.Any(dependent => Blocks(dependent, obj))
                ? [new GarbageAction.RemoveFinalizer(Foreground)]
                : [];
        }

        return PlanLiving(snapshot);
    }

    /// <summary>True when the owner, deleted in the foreground, must wait for the dependent.</summary>
    public static bool Blocks(ApiObject dependent, ApiObject owner)
        => (dependent.Metadata.OwnerReferences ?? []).Any(reference => reference.Uid == owner.Uid && reference.BlockOwnerDeletion == true);

    public static bool Has(ApiObject obj, string finalizer) => obj.Metadata.Finalizers?.Contains(finalizer) == true;

    private static IReadOnlyList<GarbageAction> PlanLiving(GarbageSnapshot snapshot)
    {
        var obj = snapshot.Object;
        if (snapshot.Owners.Count == 0)
        {
            return [];
        }

        if (snapshot.Owners.Values.Contains(OwnerState.Solid))
        {
            string[] gone = [.. snapshot.Owners.Where(owner => owner.Value != OwnerState.Solid).Select(owner => owner.Key)];
            return gone.Length == 0 ? [] : [new GarbageAction.DropOwners(obj, gone)];
        }

        if (snapshot.Owners.Values.Contains(OwnerState.Waiting) && snapshot.Dependents.Count > 0)
        {
            // A dependent that waits in the foreground itself would close a circle in which each waits for the other.
            return
            [
                .. snapshot.Dependents.Where(dependent => dependent.Metadata.DeletionTimestamp is not null && Has(dependent, Foreground))
                    .Select(dependent => new GarbageAction.DropOwners(dependent, [obj.Uid])),
                new GarbageAction.Delete("Foreground"),
            ];
        }

        return [new GarbageAction.Delete(Has(obj, Orphan) ? "Orphan" : Has(obj, Foreground) ? "Foreground" : "Background")];
    }
}
