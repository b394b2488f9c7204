using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.ServiceAccounts;

namespace EdgeKube.Controller.Api;

/// <summary>serviceaccounts/token.</summary>
internal sealed class TokenRequestHandler(ObjectReader reader, IAuthorizer authorizer, ServiceAccountTokens tokens)
{
    public ApiResponse Handle(RequestTarget target)
    {
        if (target.Request.Method != "POST")
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var name = target.Path.Name!;
        if (authorizer.FindRefusal(target.Request.Caller, new AccessRequest("create", target.Kind, target.Namespace, name, "token")) is { } refusal)
        {
            return Responses.Of(refusal);
        }

        var body = BodyReader.ReadObject(target with { Kind = KindTable.TokenRequest });
        if (!body.Succeeded)
        {
            return Responses.Of(body.Error);
        }

        var request = (ServiceAccountTokenRequest)body.Object;
        if (target.Request.Caller.NodeName is { } node && FindNodeFault(node, target.Namespace, request.Spec) is { } fault)
        {
            return Responses.Of(Statuses.Forbidden(target.Kind, name, fault));
        }

        return reader.Find(target.Kind, target.Namespace, name) is ServiceAccount account
            ? Issue(account, request)
            : Responses.Of(Statuses.NotFound(target.Kind, name));
    }

    private ApiResponse Issue(ServiceAccount account, ServiceAccountTokenRequest request)
    {
        var spec = TokenRequestRules.Default(request.Spec, TokenText.Issuer);
        StatusCause[] faults = [.. TokenRequestRules.FindFaults(spec)];
        if (faults.Length > 0)
        {
            return Responses.Of(Statuses.Invalid(KindTable.TokenRequest, "", faults));
        }

        BoundObject? bound = null, node = null;
        if (spec.BoundObjectRef is { } reference)
        {
            var found = FindBound(account, reference);
            if (!found.Succeeded)
            {
                return Responses.Of(found.Error);
            }

            bound = found.Object;
            node = bound.Kind == "Pod" ? FindNode(account.Namespace, bound.Name) : null;
        }

        var (token, expires) = tokens.Issue(account, spec.Audiences!, TimeSpan.FromSeconds(spec.ExpirationSeconds!.Value), bound, node);
        var answer = request with
        {
            Metadata = new ObjectMeta { Name = account.Name, Namespace = account.Namespace, CreationTimestamp = expires.AddSeconds(-spec.ExpirationSeconds.Value) },
            Spec = spec,
            Status = new TokenRequestStatus { Token = token, ExpirationTimestamp = expires },
        };
        return new ApiResponse(201, ApiResponse.Json, JsonBytes.Of(answer, AuthenticationJsonContext.Default.ServiceAccountTokenRequest));
    }

    // A node gets tokens for the pods bound to it, and for what they ask for, only.
    private string? FindNodeFault(string node, string? ns, TokenRequestSpec spec)
    {
        var pod = spec.BoundObjectRef is { Kind: "Pod", Name: { } podName } ? reader.Find(KindTable.Pod, ns, podName) as Pod : null;
        return NodeTokenRules.FindFault(node, spec, pod, TokenText.Issuer);
    }

    private BoundObject? FindNode(string ns, string podName) =>
        (reader.Find(KindTable.Pod, ns, podName) as Pod)?.Spec?.NodeName is { Length: > 0 } name && reader.Find(KindTable.Node, null, name) is { } node
            ? new BoundObject("Node", name, node.Uid)
            : null;

    private ApiResult<BoundObject> FindBound(ServiceAccount account, BoundObjectReference reference)
    {
        var kind = (reference.ApiVersion, reference.Kind) switch
        {
            ("v1", "Pod") => KindTable.Pod,
            ("v1", "Secret") => KindTable.Secret,
            _ => null,
        };
        if (kind is null)
        {
            return Statuses.BadRequest($"cannot bind token to object of type {reference.ApiVersion}, Kind={reference.Kind}");
        }

        if (reader.Find(kind, account.Namespace, reference.Name ?? "") is not { } obj)
        {
            return Statuses.NotFound(kind, reference.Name ?? "");
        }

        if (!string.IsNullOrEmpty(reference.Uid) && reference.Uid != obj.Uid)
        {
            return Statuses.Conflict(
                kind,
                obj.Name,
                $"the UID in the bound object reference ({reference.Uid}) does not match the UID in record. The object might have been deleted and then recreated");
        }

        return obj is Pod pod && pod.Spec?.ServiceAccountName != account.Name
            ? Statuses.BadRequest($"cannot bind token for serviceaccount {GoText.Quote(account.Name)} to pod running with different serviceaccount name.")
            : new BoundObject(kind.Name, obj.Name, obj.Uid);
    }
}
