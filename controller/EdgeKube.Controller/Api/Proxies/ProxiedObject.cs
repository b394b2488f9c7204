using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What a proxy subresource is asked of, and where in it the request is to go.</summary>
/// <param name="Object">The Pod or Service.</param>
/// <param name="Proxy">Its name and port, as asked for.</param>
internal sealed record ProxiedObject(ApiObject Object, ProxyTarget Proxy)
{
    /// <param name="registry">Where it is, and who may reach it.</param>
    /// <param name="target">The request.</param>
    /// <param name="what">For people: <c>pod</c>.</param>
    public static ApiResult<ProxiedObject> Find(Registry registry, RequestTarget target, string what)
    {
        if (VerbOf(target.Request.Method) is not { } verb)
        {
            return Statuses.MethodNotAllowed();
        }

        if (ProxyTarget.Parse(target.Path.Name!) is not { } proxy)
        {
            return Statuses.BadRequest($"invalid {what} request \"{target.Path.Name}\": must be NAME or NAME:PORT, over http");
        }

        var found = registry.Get(target.Request.Caller, target.Kind, target.Namespace, proxy.Name, "proxy", verb);
        return found.Succeeded ? new ProxiedObject(found.Object, proxy) : found.Error;
    }

    // Null for a method that is not carried.
    private static string? VerbOf(string method) => method switch
    {
        "GET" => "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => null,
    };
}
