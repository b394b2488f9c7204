using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Garbage;

/// <summary>Deletes what has lost its owners, in the manner each deletion asked for.</summary>
internal sealed class GarbageCollector(IResources resources) : IReconciler<GarbageKey>
{
    private readonly IResources _resources = resources.As("system:garbage-collector");
    private readonly DependentIndex _index = new();

    public string Name => "garbage-collector";

    public IEnumerable<GarbageKey> KeysOf(ResourceChange change)
    {
        var after = change.Type == ResourceChangeType.Deleted ? null : change.Object;
        _index.Replace(change.Previous ?? (after is null ? change.Object : null), after);
        var owners = (change.Object.Metadata.OwnerReferences ?? []).Concat(change.Previous?.Metadata.OwnerReferences ?? []);
        GarbageKey[] keys =
        [
            .. HasStake(after) ? [GarbageKey.Of(after!)] : Array.Empty<GarbageKey>(),
            // Dependents act when their owner goes, or begins to wait for them.
            .. after?.Metadata.DeletionTimestamp is not null || after is null ? _index.Find(change.Object.Uid) : [],
            // An owner that waits in the foreground looks again when a dependent goes or lets go.
            .. owners.Select(owner => GarbageKey.Of(owner, change.Namespace)).OfType<GarbageKey>(),
        ];
        return keys.Distinct();
    }

    public async Task<ReconcileResult> ReconcileAsync(GarbageKey key, CancellationToken cancellationToken)
    {
        if (Find(key) is not { } obj)
        {
            return ReconcileResult.Done;
        }

        foreach (var action in GarbagePlanner.Plan(Observe(obj)))
        {
            if (!await ApplyAsync(obj, action, cancellationToken))
            {
                return ReconcileResult.TryAgain;
            }
        }

        return ReconcileResult.Done;
    }

    private static bool HasStake(ApiObject? obj)
        => obj is not null && (obj.Metadata.OwnerReferences?.Count > 0 || obj.Metadata.DeletionTimestamp is not null);

    private GarbageSnapshot Observe(ApiObject obj)
    {
        var owners = (obj.Metadata.OwnerReferences ?? []).DistinctBy(owner => owner.Uid).ToDictionary(owner => owner.Uid, owner => StateOf(obj, owner));
        // Only what really names the object: the index may be behind the store.
        var dependents = _index.Find(obj.Uid)
            .Select(Find)
            .Where(dependent => dependent?.Metadata.OwnerReferences?.Any(owner => owner.Uid == obj.Uid) == true);
        return new GarbageSnapshot(obj, owners, [.. dependents.OfType<ApiObject>()]);
    }

    private OwnerState StateOf(ApiObject obj, OwnerReference reference)
    {
        if (GarbageKey.Of(reference, obj.Namespace) is not { } key)
        {
            return OwnerState.Solid;
        }

        var owner = Find(key);
        if (owner is null || owner.Uid != reference.Uid)
        {
            return OwnerState.Absent;
        }

        return owner.Metadata.DeletionTimestamp is not null && GarbagePlanner.Has(owner, GarbagePlanner.Foreground) && GarbagePlanner.Blocks(obj, owner)
            ? OwnerState.Waiting
            : OwnerState.Solid;
    }

    private ApiObject? Find(GarbageKey key) => _resources.Find(key.Kind, key.Namespace, key.Name);

    private async Task<bool> ApplyAsync(ApiObject obj, GarbageAction action, CancellationToken cancellationToken)
    {
        var result = action switch
        {
            // The version proves that no owner has been added since.
            GarbageAction.Delete delete => await _resources.DeleteAsync(
                obj,
                new DeleteOptions
                {
                    PropagationPolicy = delete.PropagationPolicy,
                    Preconditions = new() { Uid = obj.Uid, ResourceVersion = obj.Metadata.ResourceVersion },
                },
                cancellationToken),
            GarbageAction.DropOwners drop => await _resources.UpdateAsync(
                drop.Object with { Metadata = Owners.WithoutOwners(drop.Object.Metadata, [.. drop.Uids]) }, cancellationToken),
            GarbageAction.RemoveFinalizer remove => await _resources.UpdateAsync(
                obj with { Metadata = obj.Metadata with { Finalizers = [.. obj.Metadata.Finalizers!.Where(one => one != remove.Finalizer)] } }, cancellationToken),
            _ => throw new InvalidOperationException($"Unknown action {action}"),
        };
        return result.Succeeded || result.IsNotFound;
    }
}
