using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>As <see cref="RoleBindingKind"/>.</summary>
internal sealed class ClusterRoleBindingKind : Strategy<ClusterRoleBinding>
{
    protected override IEnumerable<StatusCause> ForbiddenChanges(ClusterRoleBinding obj, ClusterRoleBinding current) =>
        RoleBindingKind.FindChange(obj.RoleRef, current.RoleRef);
}
