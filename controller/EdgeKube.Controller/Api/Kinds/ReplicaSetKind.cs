using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

internal sealed class ReplicaSetKind : Strategy<ReplicaSet>, IScalable
{
    public override bool HasGeneration => true;

    public int GetReplicas(ApiObject obj) => ((ReplicaSet)obj).Spec?.Replicas ?? 1;

    public int GetObservedReplicas(ApiObject obj) => ((ReplicaSet)obj).Status?.Replicas ?? 0;

    public LabelSelector? GetSelector(ApiObject obj) => ((ReplicaSet)obj).Spec?.Selector;

    public ApiObject WithReplicas(ApiObject obj, int replicas)
    {
        var set = (ReplicaSet)obj;
        return set with { Spec = (set.Spec ?? new ReplicaSetSpec()) with { Replicas = replicas } };
    }

    protected override ReplicaSet Create(ReplicaSet obj) => obj with { Status = new ReplicaSetStatus() };

    protected override ReplicaSet Update(ReplicaSet obj, ReplicaSet current) => obj with { Status = current.Status };

    protected override ReplicaSet UpdateStatus(ReplicaSet obj, ReplicaSet current) => current with { Status = obj.Status };

    protected override IEnumerable<StatusCause> ForbiddenChanges(ReplicaSet obj, ReplicaSet current) =>
        SelectorChange.Find(obj.Spec?.Selector, current.Spec?.Selector);

    protected override string? Field(ReplicaSet obj, string field) => field is "status.replicas" ? GetObservedReplicas(obj).ToString() : null;
}
