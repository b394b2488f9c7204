using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

internal sealed class DeploymentKind : Strategy<Deployment>, IScalable
{
    public override bool HasGeneration => true;

    public int GetReplicas(ApiObject obj) => ((Deployment)obj).Spec?.Replicas ?? 1;

    public int GetObservedReplicas(ApiObject obj) => ((Deployment)obj).Status?.Replicas ?? 0;

    public LabelSelector? GetSelector(ApiObject obj) => ((Deployment)obj).Spec?.Selector;

    public ApiObject WithReplicas(ApiObject obj, int replicas)
    {
        var deployment = (Deployment)obj;
        return deployment with { Spec = (deployment.Spec ?? new DeploymentSpec()) with { Replicas = replicas } };
    }

    protected override Deployment Create(Deployment obj) => obj with { Status = new DeploymentStatus() };

    protected override Deployment Update(Deployment obj, Deployment current) => obj with { Status = current.Status };

    protected override Deployment UpdateStatus(Deployment obj, Deployment current) => current with { Status = obj.Status };

    protected override IEnumerable<StatusCause> ForbiddenChanges(Deployment obj, Deployment current) =>
        SelectorChange.Find(obj.Spec?.Selector, current.Spec?.Selector);
}
