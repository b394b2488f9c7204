using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Quotas;

/// <summary>Counts anew what quotas' objects take, when some of it was given back or a quota changed. What comes is counted where it comes in.</summary>
internal sealed class QuotaReconciler(IResources resources) : IReconciler<ObjectKey>
{
    private readonly IResources _resources = resources.As("system:resourcequota-controller");

    public string Name => "resourcequota";

    public IEnumerable<ObjectKey> KeysOf(ResourceChange change)
    {
        if (change.Object is ResourceQuota quota)
        {
            return change.Type == ResourceChangeType.Deleted ? [] : [ObjectKey.Of(quota)];
        }

        return change.Namespace.Length > 0 && GivesBack(change) ? _resources.List<ResourceQuota>(change.Namespace).Select(ObjectKey.Of) : [];
    }

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // Read before the objects: whoever is counted in meanwhile changes it, and the write is refused.
        if (_resources.Find<ResourceQuota>(key.Namespace, key.Name) is not { } quota)
        {
            return ReconcileResult.Done;
        }

        var counted = quota with
        {
            Status = new ResourceQuotaStatus { Hard = quota.Spec?.Hard, Used = QuotaCounter.Count(quota, kind => _resources.List(kind, key.Namespace)) },
        };
        if (ObjectCodec.HaveEqualJson(counted, quota))
        {
            return ReconcileResult.Done;
        }

        var result = await _resources.UpdateStatusAsync(counted, cancellationToken);
        return result.Succeeded || result.IsNotFound ? ReconcileResult.Done : ReconcileResult.TryAgain;
    }

    // A pod that has ended holds nothing any more.
    private static bool GivesBack(ResourceChange change) =>
        change.Type == ResourceChangeType.Deleted || (change.Object is Pod pod && change.Previous is Pod before && PodKind.IsTerminal(pod) != PodKind.IsTerminal(before));
}
