using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.ClusterRoles;

/// <summary>Keeps the rules of ClusterRoles that take them from others.</summary>
internal sealed class ClusterRoleReconciler(IResources resources) : IReconciler<string>
{
    private readonly IResources _resources = resources.As("system:clusterrole-aggregation-controller");

    public string Name => "clusterrole-aggregation";

    public IReadOnlyList<Kind>? Kinds => [KindTable.ClusterRole];

    public IEnumerable<string> KeysOf(ResourceChange change) => change.Object is ClusterRole ? AggregationPlanner.FindTakers(_resources.List<ClusterRole>()) : [];

    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_resources.Find<ClusterRole>(null, key) is not { } role)
        {
            return ReconcileResult.Done;
        }

        var planned = AggregationPlanner.Plan(role, _resources.List<ClusterRole>());
        if (ObjectCodec.HaveEqualJson(planned, role))
        {
            return ReconcileResult.Done;
        }

        var result = await _resources.UpdateAsync(planned, cancellationToken);
        return result.Succeeded || result.IsNotFound ? ReconcileResult.Done : ReconcileResult.TryAgain;
    }
}
