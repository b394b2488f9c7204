using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What a binding gives is fixed: whoever was let change its subjects cannot make it give more.</summary>
internal sealed class RoleBindingKind : Strategy<RoleBinding>
{
    /// <summary>As Kubernetes' own structure prints.</summary>
    public static IEnumerable<StatusCause> FindChange(RoleRef next, RoleRef current)
    {
        if (next != current)
        {
            yield return Statuses.InvalidValue(
                "roleRef",
                $$"""{"APIGroup":{{GoText.Quote(next.ApiGroup)}},"Kind":{{GoText.Quote(next.Kind)}},"Name":{{GoText.Quote(next.Name)}}}""",
                "cannot change roleRef");
        }
    }

    protected override IEnumerable<StatusCause> ForbiddenChanges(RoleBinding obj, RoleBinding current) => FindChange(obj.RoleRef, current.RoleRef);
}
