using System.Collections.Concurrent;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Pods;

/// <summary>Deletes pods whose Node object is gone for good.</summary>
internal sealed class PodCollector(IResources resources, TimeProvider time) : IReconciler<ObjectKey>
{
    private readonly IResources _resources = resources.As("system:pod-garbage-collector");
    private readonly ConcurrentDictionary<string, long> _absentSince = new();

    public string Name => "pod-collector";

    public TimeSpan Quarantine { get; init; } = TimeSpan.FromSeconds(40);

    public IReadOnlyList<Kind>? Kinds => [KindTable.Node, KindTable.Pod];

    public IEnumerable<ObjectKey> KeysOf(ResourceChange change)
    {
        if (change.Object is Node)
        {
            // Come or gone, the time of absence begins anew.
            _absentSince.TryRemove(change.Name, out _);
        }

        return (change.Object, change.Type) switch
        {
            (Node, ResourceChangeType.Deleted) => _resources.List<Pod>().Where(pod => pod.Spec?.NodeName == change.Name).Select(ObjectKey.Of),
            (Pod pod, ResourceChangeType.Added or ResourceChangeType.Modified) when NeedsLook(pod) => [ObjectKey.Of(pod)],
            _ => [],
        };
    }

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_resources.Find<Pod>(key.Namespace, key.Name) is not { } pod)
        {
            return ReconcileResult.Done;
        }

        switch (PodCollectionPlanner.Plan(pod, FindAbsence(pod.Spec?.NodeName), Quarantine, time.GetUtcNow()))
        {
            case PodCollectionAction.LookAgain later:
                return ReconcileResult.After(later.After);
            case PodCollectionAction.Delete delete:
                if (delete.LastWord is { } status && !(await _resources.UpdateStatusAsync(pod with { Status = status }, cancellationToken)).Succeeded)
                {
                    return ReconcileResult.TryAgain;
                }

                var options = new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new() { Uid = pod.Uid } };
                var result = await _resources.DeleteAsync<Pod>(key.Namespace, key.Name, options, cancellationToken);
                return result.Succeeded || result.IsNotFound ? ReconcileResult.Done : ReconcileResult.TryAgain;
            default:
                return ReconcileResult.Done;
        }
    }

    private bool NeedsLook(Pod pod)
        => string.IsNullOrEmpty(pod.Spec?.NodeName) ? PodReadiness.IsTerminating(pod) : _resources.Find<Node>(null, pod.Spec.NodeName) is null;

    private TimeSpan? FindAbsence(string? node)
    {
        if (string.IsNullOrEmpty(node))
        {
            return null;
        }

        if (_resources.Find<Node>(null, node) is not null)
        {
            _absentSince.TryRemove(node, out _);
            return null;
        }

        return time.GetElapsedTime(_absentSince.GetOrAdd(node, static (_, clock) => clock.GetTimestamp(), time));
    }
}
