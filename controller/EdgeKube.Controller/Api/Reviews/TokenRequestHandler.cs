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

        if (reader.Find(target.Kind, target.Namespace, name) is not ServiceAccount account)
        {
            return Responses.Of(Statuses.NotFound(target.Kind, name));
        }

        var body = BodyReader.ReadObject(target with { Kind = KindTable.TokenRequest });
        return body.Succeeded ? Issue(account, (ServiceAccountTokenRequest)body.Object) : Responses.Of(body.Error);
    }

    private ApiResponse Issue(ServiceAccount account, ServiceAccountTokenRequest request)
    {
        var spec = TokenRequestRules.Default(request.Spec, TokenText.Issuer);
        StatusCause[] faults = [.. TokenRequestRules.FindFaults(spec)];
        if (faults.Length > 0)
        {
            return Responses.Of(Statuses.Invalid(KindTable.TokenRequest, account.Name, faults));
        }

        BoundObject? bound = null;
        if (spec.BoundObjectRef is { } reference)
        {
            var found = FindBound(account, reference);
            if (!found.Succeeded)
            {
                return Responses.Of(found.Error);
            }

            bound = found.Object;
        }

        var (token, expires) = tokens.Issue(account, spec.Audiences!, TimeSpan.FromSeconds(spec.ExpirationSeconds!.Value), bound);
        var answer = request with
        {
            Metadata = new ObjectMeta { Name = account.Name, Namespace = account.Namespace, CreationTimestamp = expires.AddSeconds(-spec.ExpirationSeconds.Value) },
            Spec = spec,
            Status = new TokenRequestStatus { Token = token, ExpirationTimestamp = expires },
        };
        return new ApiResponse(201, ApiResponse.Json, JsonBytes.Of(answer, AuthenticationJsonContext.Default.ServiceAccountTokenRequest));
    }

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
