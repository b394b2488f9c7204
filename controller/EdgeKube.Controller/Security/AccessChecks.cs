using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security;

/// <summary>Authorization's answer as a Status in Kubernetes' words.</summary>
internal static class AccessChecks
{
    /// <summary>Null when allowed.</summary>
    public static ApiStatus? FindRefusal(this IAuthorizer authorizer, Caller caller, AccessRequest access, ApiObject? obj = null) =>
        authorizer.IsAllowed(caller, access, obj) ? null : Refuse(caller, access);

    private static ApiStatus Refuse(Caller caller, AccessRequest access)
    {
        if (access.Kind is not { } kind)
        {
            return Statuses.Failure(403, "Forbidden", $"forbidden: User \"{caller.Name}\" cannot {access.Verb} path \"{access.Path}\"");
        }

        var resource = access.Subresource is null ? kind.Plural : $"{kind.Plural}/{access.Subresource}";
        var scope = string.IsNullOrEmpty(access.Namespace) ? "at the cluster scope" : $"in the namespace \"{access.Namespace}\"";
        return Statuses.Forbidden(
            kind, access.Name, $"User \"{caller.Name}\" cannot {access.Verb} resource \"{resource}\" in API group \"{kind.Group}\" {scope}");
    }
}
