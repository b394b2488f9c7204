using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Namespaces;

/// <summary>Deletes what a terminating namespace holds, then finalizes it.</summary>
internal sealed class NamespaceReconciler(IResources resources, TimeProvider time) : IReconciler<string>
{
    private readonly IResources _resources = resources.As("system:namespace-controller");

    public string Name => "namespace";

    public IEnumerable<string> KeysOf(ResourceChange change) => change.Object switch
    {
        Namespace ns => ns.Metadata.DeletionTimestamp is null ? [] : [ns.Name],
        _ when change.Namespace.Length > 0 && _resources.Find<Namespace>(null, change.Namespace)?.Metadata.DeletionTimestamp is not null => [change.Namespace],
        _ => [],
    };

    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_resources.Find<Namespace>(null, key) is not { } ns)
        {
            return ReconcileResult.Done;
        }

        var content = KindTable.Stored.Where(kind => kind.IsNamespaced).Select(kind => Observe(kind, key)).ToArray();
        var actions = NamespacePlanner.Plan(ns, content, time.GetUtcNow());
        var deleted = true;
        foreach (var action in actions)
        {
            switch (action)
            {
                case NamespaceAction.DeleteContent delete:
                    deleted &= await DeleteAsync(delete.Resource, key, cancellationToken);
                    break;
                case NamespaceAction.UpdateStatus update:
                    if (await _resources.UpdateStatusAsync(ns with { Status = update.Status }, cancellationToken) is not { Succeeded: true, Object: { } written })
                    {
                        return ReconcileResult.TryAgain;
                    }

                    ns = written;
                    break;
                case NamespaceAction.RemoveFinalizer remove:
                    var spec = ns.Spec! with { Finalizers = [.. ns.Spec.Finalizers!.Where(finalizer => finalizer != remove.Finalizer)] };
                    var result = await _resources.FinalizeAsync(ns with { Spec = spec }, cancellationToken);
                    return result.Succeeded || result.IsNotFound ? ReconcileResult.Done : ReconcileResult.TryAgain;
                default:
                    throw new InvalidOperationException($"Unknown action {action}");
            }
        }

        // Look at once at what the deletions have left; changes of what remains bring the key back by themselves.
        return !deleted ? ReconcileResult.TryAgain
            : actions.Any(action => action is NamespaceAction.DeleteContent) ? ReconcileResult.After(TimeSpan.Zero)
            : ReconcileResult.Done;
    }

    private NamespaceContent Observe(Kind kind, string ns)
    {
        var objects = _resources.List(kind, ns);
        return new NamespaceContent(
            kind.GroupResource,
            objects.Count(obj => obj.Metadata.DeletionTimestamp is not null),
            objects.Count(obj => obj.Metadata.DeletionTimestamp is null),
            objects.SelectMany(obj => obj.Metadata.Finalizers ?? []).GroupBy(finalizer => finalizer).ToDictionary(group => group.Key, group => group.Count()));
    }

    private async Task<bool> DeleteAsync(string resource, string ns, CancellationToken cancellationToken)
    {
        var kind = KindTable.Stored.First(one => one.GroupResource == resource);
        var results = await Task.WhenAll(_resources.List(kind, ns).Where(obj => obj.Metadata.DeletionTimestamp is null).Select(obj => _resources.DeleteAsync(
            obj, new DeleteOptions { PropagationPolicy = "Background", Preconditions = new() { Uid = obj.Uid } }, cancellationToken)));
        return results.All(result => result.Succeeded || result.IsNotFound);
    }
}
