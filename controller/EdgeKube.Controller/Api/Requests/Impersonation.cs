using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.ServiceAccounts;

namespace EdgeKube.Controller.Api;

/// <summary>Lets a caller ask as somebody else, if roles give him the verb <c>impersonate</c> on everything that he wants to be.</summary>
internal sealed class Impersonation(IAuthorizer authorizer)
{
    private const string Authentication = "authentication.k8s.io";

    /// <summary>Who the request is to count for.</summary>
    public ApiResult<Caller> FindCaller(ApiRequest request)
    {
        if (request.Impersonated is not { } wanted)
        {
            return request.Caller;
        }

        if (wanted.Name.Length == 0)
        {
            return Statuses.BadRequest("requested impersonation without impersonating a user: name it in Impersonate-User");
        }

        foreach (var access in Needed(wanted))
        {
            if (authorizer.FindRefusal(request.Caller, access) is { } refusal)
            {
                return refusal;
            }
        }

        return Build(wanted);
    }

    private static IEnumerable<AccessRequest> Needed(ImpersonatedUser wanted)
    {
        yield return ServiceAccountNames.FindParts(wanted.Name) is { } account
            ? Of("serviceaccounts", account.Name, ns: account.Namespace)
            : Of("users", wanted.Name);
        foreach (var group in wanted.Groups)
        {
            yield return Of("groups", group);
        }

        if (wanted.Uid is { } uid)
        {
            yield return Of("uids", uid, Authentication);
        }

        foreach (var (key, value) in wanted.Extra.SelectMany(extra => extra.Value.Select(value => (extra.Key, value))))
        {
            yield return Of("userextras", value, Authentication, subresource: key);
        }
    }

    private static AccessRequest Of(string resource, string name, string group = "", string? ns = null, string? subresource = null) =>
        new("impersonate", null, ns, name, subresource) { Group = group, Resource = resource };

    private static Caller Build(ImpersonatedUser wanted)
    {
        if (wanted.Name == Caller.Anonymous.Name)
        {
            return Caller.Anonymous;
        }

        IReadOnlyList<string> groups = wanted.Groups.Count > 0 ? wanted.Groups
            : ServiceAccountNames.FindParts(wanted.Name) is { } account ? ServiceAccountNames.GroupsOf(account.Namespace)
            : [];
        return Caller.User(wanted.Name, [.. groups.Where(group => group != Caller.Authenticated)]) with
        {
            Uid = wanted.Uid,
            Extra = wanted.Extra.Count > 0 ? wanted.Extra : null,
        };
    }
}
