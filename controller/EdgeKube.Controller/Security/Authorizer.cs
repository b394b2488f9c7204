using EdgeKube.Api;
using EdgeKube.Controller.Security.Authorization;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security;

/// <summary>
/// Administrators and the controller's own loops may do everything, a node what concerns its own Node and the pods bound to it, a
/// device that enrols may ask for its certificate; everybody else what roles give.
/// </summary>
internal sealed class Authorizer(RoleReader roles) : IAuthorizer
{
    public AccessDecision Decide(Caller caller, AccessRequest access, ApiObject? obj)
    {
        if (caller.IsIn(Caller.Masters) || caller.IsIn(Caller.Controllers))
        {
            return AccessDecision.Allowed;
        }

        if (access is { Verb: "post", Path: TrustPaths.Certificates })
        {
            // Whoever has proven something gets a certificate for just that; what, the handler decides.
            return caller is { TokenId: not null } or { KeyHash: not null } ? AccessDecision.Allowed : AccessDecision.NoOpinion;
        }

        // No role widens what a node may do to objects: a binding for all nodes would let each of them touch the others' pods.
        if (caller.NodeName is { } node && access.Path is null)
        {
            return NodeRules.IsAllowed(node, access, obj) ? AccessDecision.Allowed : AccessDecision.NoOpinion;
        }

        return PolicyRules.Decide(access, roles.GrantsOf(caller, access.Scope));
    }
}
