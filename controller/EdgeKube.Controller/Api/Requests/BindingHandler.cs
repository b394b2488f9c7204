using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/binding.</summary>
internal sealed class BindingHandler(Registry registry, TimeProvider time)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (target.Request.Method != "POST")
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var json = BodyReader.ReadJson(target.Request);
        if (!json.Succeeded)
        {
            return Responses.Of(json.Error);
        }

        if (StrictJson.Find(json.Object.Bytes) is { } fault)
        {
            return Responses.Of(Statuses.BadRequest($"error decoding Binding: {fault}"));
        }

        var binding = JsonNode.Parse(json.Object.Bytes.Span) as JsonObject;
        if (Text(binding?["target"] as JsonObject, "name") is not { Length: > 0 } node)
        {
            return Responses.Of(Statuses.Invalid("Binding", target.Path.Name!, [Statuses.Required("target.name")]));
        }

        var result = await registry.UpdateAsync(
            target.Request.Caller,
            new ObjectUpdate("create", target.Kind, target.Namespace, target.Path.Name!, "binding"),
            current => PodBinding.Bind((Pod)current, node, Text(binding?["metadata"] as JsonObject, "uid"), time.GetUtcNow()),
            target.WriteOptions,
            cancellationToken);
        return Responses.Of(result.Error ?? new ApiStatus { Status = "Success", Code = 201 });
    }

    private static string? Text(JsonObject? parent, string name) => parent?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
