using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

internal sealed class NodeKind : Strategy<Node>
{
    // A node may bring its status along when it registers, as the kubelet does.
    protected override Node Create(Node obj) => obj with { Spec = obj.Spec ?? new NodeSpec() };

    protected override Node Update(Node obj, Node current) => obj with { Spec = obj.Spec ?? new NodeSpec(), Status = current.Status };

    protected override Node UpdateStatus(Node obj, Node current) => current with { Status = obj.Status };

    protected override IEnumerable<StatusCause> ForbiddenChanges(Node obj, Node current)
    {
        if (!string.IsNullOrEmpty(current.Spec?.PodCIDR) && obj.Spec?.PodCIDR != current.Spec.PodCIDR)
        {
            yield return Statuses.ForbiddenField("spec.podCIDR", "node updates may not change podCIDR except from \"\" to valid");
        }
    }

    protected override string? Field(Node obj, string field) =>
        field is "spec.unschedulable" ? (obj.Spec?.Unschedulable is true ? "true" : "false") : null;
}
