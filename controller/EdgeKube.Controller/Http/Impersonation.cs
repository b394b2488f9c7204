using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;
using Microsoft.AspNetCore.Http;

namespace EdgeKube.Controller.Http;

/// <summary>Kubernetes' impersonation headers: an administrator asks as somebody else (kubectl's --as). Pure.</summary>
internal static class Impersonation
{
    private const string UserHeader = "Impersonate-User";
    private const string GroupHeader = "Impersonate-Group";
    private const string Prefix = "Impersonate-";
    private const string ServiceAccountPrefix = "system:serviceaccount:";

    /// <summary>Who the request is to count for; a refusal when the caller may not ask as others.</summary>
    public static ApiResult<Caller> Apply(Caller caller, IHeaderDictionary headers)
    {
        if (!headers.Keys.Any(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            return caller;
        }

        var name = headers[UserHeader].ToString();
        if (name.Length == 0)
        {
            return Statuses.BadRequest("requested impersonation without impersonating a user: name it in Impersonate-User");
        }

        if (!caller.IsIn(Caller.Masters))
        {
            return Statuses.Failure(
                403,
                "Forbidden",
                $"users \"{name}\" is forbidden: User \"{caller.Name}\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope",
                new StatusDetails { Name = name, Kind = "users" });
        }

        string[] groups = [.. headers[GroupHeader].OfType<string>()];
        return name == Caller.Anonymous.Name ? Caller.Anonymous : Caller.User(name, [.. groups.Length > 0 ? groups : ImpliedGroups(name)]);
    }

    // A ServiceAccount is in the groups of all of them and of those of its namespace.
    private static string[] ImpliedGroups(string name)
    {
        var parts = name.Split(':');
        return name.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) && parts.Length == 4
            ? ["system:serviceaccounts", $"system:serviceaccounts:{parts[2]}"]
            : [];
    }
}
