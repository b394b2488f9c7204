using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Api;

/// <summary>
/// A CertificateSigningRequest tells who made it, whatever its maker wrote there. Whoever approves it, or writes a certificate into it, must be allowed to
/// <c>approve</c> for its signer, or to <c>sign</c> as that.
/// </summary>
internal sealed class CertificateAdmission(IAuthorizer authorizer) : IAdmission
{
    private static readonly Kind Requests = WellKnownKinds.CertificateSigningRequest;

    public ApiResult<ApiObject> Complete(AdmissionRequest request)
    {
        if (request.Kind != Requests)
        {
            return request.Object;
        }

        var asked = (SchemaObject)request.Object;
        var spec = JsonNode.Parse(asked.Find("spec")?.GetRawText() ?? "{}")!.AsObject();
        spec["username"] = request.Caller.Name;
        spec["groups"] = JsonNames.Of(request.Caller.Groups);
        Set(spec, "uid", request.Caller.Uid is { } uid ? JsonValue.Create(uid) : null);
        Set(spec, "extra", request.Caller.Extra is { Count: > 0 } extra ? Describe(extra) : null);
        return asked.With("spec", JsonBytes.Element(spec.ToJsonString()));
    }

    public ApiResult<ApiObject> CompleteUpdate(AdmissionRequest request) => request.Kind != Requests
        ? request.Object
        : ((SchemaObject)request.Object).With("spec", ((SchemaObject)request.Current!).Find("spec"));

    public ApiStatus? Validate(AdmissionRequest request)
    {
        if (request.Kind != Requests || request.Current is not SchemaObject current)
        {
            return null;
        }

        var next = (SchemaObject)request.Object;
        return request.Subresource switch
        {
            CertificateApproval.Subresource => FindRefusal(request, "approve"),
            "status" when next.Text("status", "certificate") != current.Text("status", "certificate") => FindRefusal(request, "sign"),
            _ => null,
        };
    }

    // By the signer's name, or for all of its domain.
    private ApiStatus? FindRefusal(AdmissionRequest request, string verb)
    {
        var signer = ((SchemaObject)request.Current!).Text("spec", "signerName");
        var domain = signer.IndexOf('/') is > 0 and var slash ? $"{signer[..slash]}/*" : signer;
        return MayUse(request.Caller, verb, signer) || MayUse(request.Caller, verb, domain)
            ? null
            : Statuses.Forbidden(Requests, request.Object.Name, $"user not permitted to {verb} requests with signerName {GoText.Quote(signer)}");
    }

    private bool MayUse(Caller caller, string verb, string signer) =>
        authorizer.IsAllowed(caller, new AccessRequest(verb, null, null, signer) { Group = Requests.Group, Resource = "signers" });

    private static JsonObject Describe(IReadOnlyDictionary<string, IReadOnlyList<string>> extra)
    {
        var described = new JsonObject();
        foreach (var (name, values) in extra)
        {
            described[name] = JsonNames.Of(values);
        }

        return described;
    }

    private static void Set(JsonObject spec, string name, JsonNode? value)
    {
        if (value is null)
        {
            spec.Remove(name);
        }
        else
        {
            spec[name] = value;
        }
    }
}
