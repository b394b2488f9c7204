using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A CertificateSigningRequest tells who made it, whatever its maker wrote there.</summary>
internal sealed class RequesterAdmission : IAdmission
{
    private static readonly Kind Requests = KindTable.FindKind("certificates.k8s.io/v1", "CertificateSigningRequest")!;

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
