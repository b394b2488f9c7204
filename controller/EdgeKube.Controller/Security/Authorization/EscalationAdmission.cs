using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>
/// Whoever writes a role or gives one away must hold every permission in it, or have the verb <c>escalate</c> on the role
/// (<c>bind</c> on the one that is given).
/// </summary>
internal sealed class EscalationAdmission(RoleReader roles, IAuthorizer authorizer) : IAdmission
{
    private static readonly IReadOnlyList<PolicyRule> FullAuthority =
    [
        new() { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] },
        new() { Verbs = ["*"], NonResourceURLs = ["*"] },
    ];

    public ApiStatus? Validate(AdmissionRequest request)
    {
        if (request.Caller.IsIn(Caller.Masters) || request.Caller.IsIn(Caller.Controllers) || IsUnchanged(request))
        {
            return null;
        }

        return request.Object switch
        {
            Role role => CheckRole(request, role.Rules ?? []),
            ClusterRole role => CheckRole(request, role.AggregationRule is null ? role.Rules ?? [] : [.. role.Rules ?? [], .. FullAuthority]),
            RoleBinding binding => CheckBinding(request, binding.RoleRef),
            ClusterRoleBinding binding => CheckBinding(request, binding.RoleRef),
            _ => null,
        };
    }

    // Whoever takes finalizers or labels away gives nothing to anybody.
    private static bool IsUnchanged(AdmissionRequest request) =>
        request.Current is { } current && ObjectCodec.HaveEqualJson(current with { Metadata = request.Object.Metadata }, request.Object);

    private ApiStatus? CheckRole(AdmissionRequest request, IReadOnlyList<PolicyRule> wanted) =>
        MayAnyway(request.Caller, "escalate", request.Kind, request.Object.Namespace, request.Object.Name) ? null : FindMissing(request, wanted);

    private ApiStatus? CheckBinding(AdmissionRequest request, RoleRef role)
    {
        var (kind, ns) = (role.Kind == "Role" ? KindTable.Role : KindTable.ClusterRole, request.Object.Namespace);
        if (MayAnyway(request.Caller, "bind", kind, ns, role.Name))
        {
            return null;
        }

        return roles.FindRules(role, ns) is { } rules ? FindMissing(request, rules) : Statuses.NotFound(kind, role.Name);
    }

    private bool MayAnyway(Caller caller, string verb, Kind kind, string ns, string name) =>
        authorizer.IsAllowed(caller, new AccessRequest(verb, kind, ns, name));

    private ApiStatus? FindMissing(AdmissionRequest request, IReadOnlyList<PolicyRule> wanted)
    {
        var caller = request.Caller;
        var missing = EscalationRules.FindMissing(roles.RulesOf(caller, request.Object.Namespace), wanted);
        return missing.Count == 0
            ? null
            : Statuses.Forbidden(
                request.Kind,
                request.Object.Name,
                $"user {GoText.Quote(caller.Name)} (groups={GoText.QuoteAll(caller.Groups)}) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', missing)}");
    }
}
