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
            .. owners.Select(owner => new GarbageKey(owner.Kind, ResourceKind.Find(owner.Kind)?.Namespaced == true ? change.Namespace : "", owner.Name)),
        ];
        return keys.Distinct();
    }

    public async Task<ReconcileResult> ReconcileAsync(GarbageKey key, CancellationToken cancellationToken)
    {
        if (ResourceKind.Find(key.Kind) is not { } kind || kind.Find(_resources, key.Namespace, key.Name) is not { } obj)
        {
            return ReconcileResult.Done;
        }

        foreach (var action in GarbagePlanner.Plan(Observe(obj)))
        {
            if (!await ApplyAsync(kind, obj, action, cancellationToken))
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
            .Select(key => ResourceKind.Find(key.Kind)?.Find(_resources, key.Namespace, key.Name))
            .Where(dependent => dependent?.Metadata.OwnerReferences?.Any(owner => owner.Uid == obj.Uid) == true);
        return new GarbageSnapshot(obj, owners, [.. dependents.OfType<ApiObject>()]);
    }

    private OwnerState StateOf(ApiObject obj, OwnerReference reference)
    {
        if (ResourceKind.Find(reference.Kind) is not { } kind || kind.ApiVersion.Split('/')[0] != reference.ApiVersion.Split('/')[0])
        {
            return OwnerState.Solid;
        }

        var owner = kind.Find(_resources, obj.Namespace, reference.Name);
        if (owner is null || owner.Uid != reference.Uid)
        {
            return OwnerState.Absent;
        }

        return owner.Metadata.DeletionTimestamp is not null && GarbagePlanner.Has(owner, GarbagePlanner.Foreground) && GarbagePlanner.Blocks(obj, owner)
            ? OwnerState.Waiting
            : OwnerState.Solid;
    }

    private async Task<bool> ApplyAsync(ResourceKind kind, ApiObject obj, GarbageAction action, CancellationToken cancellationToken)
    {
        var error = action switch
        {
            // The version proves that no owner has been added since.
            GarbageAction.Delete delete => await kind.DeleteAsync(
                _resources,
                obj,
                new DeleteOptions
                {
                    PropagationPolicy = delete.PropagationPolicy,
                    Preconditions = new() { Uid = obj.Uid, ResourceVersion = obj.Metadata.ResourceVersion },
                },
                cancellationToken),
            GarbageAction.DropOwners drop => await ResourceKind.Find(drop.Object.Kind)!.UpdateAsync(
                _resources, drop.Object with { Metadata = Owners.WithoutOwners(drop.Object.Metadata, [.. drop.Uids]) }, cancellationToken),
            GarbageAction.RemoveFinalizer remove => await kind.UpdateAsync(
                _resources, obj with { Metadata = obj.Metadata with { Finalizers = [.. obj.Metadata.Finalizers!.Where(one => one != remove.Finalizer)] } }, cancellationToken),
            _ => throw new InvalidOperationException($"Unknown action {action}"),
        };
        return error is null || error.Code == 404;
    }
}
