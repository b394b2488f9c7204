using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Api;

/// <summary>The paths that are no resource: version, health, and what resources there are.</summary>
internal sealed class NonResourceHandler(IAuthorizer authorizer, DiscoveryDocuments documents)
{
    public ApiResponse Handle(ApiRequest request, ApiPath path)
    {
        var access = new AccessRequest(request.Method == "GET" ? "get" : request.Method.ToLowerInvariant(), null, null, null) { Path = path.Raw };
        if (authorizer.FindRefusal(request.Caller, access) is { } refusal)
        {
            return Responses.Of(refusal);
        }

        if (request.Method != "GET")
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        return path.Raw is "/healthz" or "/livez" or "/readyz"
            ? Responses.OfText(200, "ok")
            : documents.Find(path.Raw) is { } document ? Responses.Of(document) : Responses.Of(Statuses.NoSuchResource());
    }
}
