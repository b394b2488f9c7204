using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security;

/// <summary>Authorization's answer as a Status in Kubernetes' words.</summary>
internal static class AccessChecks
{
    /// <summary>Null when allowed.</summary>
    public static ApiStatus? FindRefusal(this IAuthorizer authorizer, Caller caller, AccessRequest access, ApiObject? obj = null) =>
        authorizer.Decide(caller, access, obj).IsAllowed ? null : Refuse(caller, access);

    public static bool IsAllowed(this IAuthorizer authorizer, Caller caller, AccessRequest access) => authorizer.Decide(caller, access, null).IsAllowed;

    private static ApiStatus Refuse(Caller caller, AccessRequest access)
    {
        if (access.Path is not null)
        {
            return Statuses.Failure(403, "Forbidden", $"forbidden: User \"{caller.Name}\" cannot {access.Verb} path \"{access.Path}\"", new StatusDetails());
        }

        var resource = string.IsNullOrEmpty(access.Subresource) ? access.Resource : $"{access.Resource}/{access.Subresource}";
        var scope = string.IsNullOrEmpty(access.Scope) ? "at the cluster scope" : $"in the namespace \"{access.Scope}\"";
        return Statuses.Forbidden(
            access.Group,
            access.Resource,
            access.ObjectName,
            $"User \"{caller.Name}\" cannot {access.Verb} resource \"{resource}\" in API group \"{access.Group}\" {scope}");
    }
}
