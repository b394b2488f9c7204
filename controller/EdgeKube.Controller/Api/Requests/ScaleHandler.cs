using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>The scale subresource: an autoscaling/v1 Scale made of the object and put back into it.</summary>
internal sealed class ScaleHandler(Registry registry)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        switch (target.Request.Method)
        {
            case "GET":
                return Answer(target.Kind, registry.Get(target.Request.Caller, target.Kind, target.Namespace, target.Path.Name!, "scale"));
            case "PUT":
                var body = BodyReader.ReadDocument(target);
                return body.Succeeded
                    ? await UpdateAsync(target, "update", _ => JsonNode.Parse(body.Object.ToJson())!, cancellationToken)
                    : Responses.Of(body.Error);
            case "PATCH":
                var patch = PatchReader.Read(target.Request);
                return patch.Succeeded
                    ? await UpdateAsync(target, "patch", scale => patch.Object.Apply(scale, FieldSchema.Unknown), cancellationToken)
                    : Responses.Of(patch.Error);
            default:
                return Responses.Of(Statuses.MethodNotAllowed());
        }
    }

    private async Task<ApiResponse> UpdateAsync(RequestTarget target, string verb, Func<JsonNode, ApiResult<JsonNode>> change, CancellationToken cancellationToken)
    {
        var update = new ObjectUpdate(verb, target.Kind, target.Namespace, target.Path.Name!, "scale");
        var result = await registry.UpdateAsync(
            target.Request.Caller,
            update,
            current =>
            {
                var changed = change(ScaleConversion.From(target.Kind, current));
                return changed.Succeeded ? ScaleConversion.Apply(target.Kind, current, changed.Object) : changed.Error;
            },
            target.WriteOptions,
            cancellationToken);
        return Answer(target.Kind, result);
    }

    private static ApiResponse Answer(Kind kind, ApiResult<ApiObject> result) =>
        result.Succeeded ? Responses.Of(ScaleConversion.From(kind, result.Object)) : Responses.Of(result.Error);
}
