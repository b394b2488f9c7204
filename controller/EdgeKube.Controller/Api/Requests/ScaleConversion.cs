using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Between an object with replicas and its Scale. Pure.</summary>
internal static class ScaleConversion
{
    public static JsonNode From(Kind kind, ApiObject obj) => new JsonObject
    {
        ["kind"] = "Scale",
        ["apiVersion"] = "autoscaling/v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = obj.Name,
            ["namespace"] = obj.Namespace,
            ["uid"] = obj.Uid,
            ["resourceVersion"] = obj.Metadata.ResourceVersion,
            ["creationTimestamp"] = obj.Metadata.CreationTimestamp is { } created ? Rfc3339.Format(created) : null,
        },
        ["spec"] = new JsonObject { ["replicas"] = kind.Scale!.GetReplicas(obj) },
        ["status"] = new JsonObject
        {
            ["replicas"] = kind.Scale.GetObservedReplicas(obj),
            ["selector"] = kind.Scale.GetSelector(obj) is { } selector ? Selector.From(selector).ToString() : "",
        },
    };

    /// <summary>The object with the replicas, and the conditions, that a Scale asks for.</summary>
    public static ApiResult<ApiObject> Apply(Kind kind, ApiObject current, JsonNode? scale)
    {
        if (scale is not JsonObject root || root["spec"] is not (null or JsonObject) || root["metadata"] is not (null or JsonObject))
        {
            return Statuses.BadRequest("Scale in version \"v1\" cannot be handled as a Scale: spec and metadata must be objects");
        }

        if (!TryReadReplicas(root["spec"]?["replicas"], out var replicas))
        {
            return Statuses.BadRequest("Scale in version \"v1\" cannot be handled as a Scale: spec.replicas must be a whole number");
        }

        if (replicas < 0)
        {
            return Statuses.Invalid(
                "Scale.autoscaling", current.Name, [Statuses.InvalidValue("spec.replicas", $"{replicas}", "must be greater than or equal to 0")]);
        }

        var metadata = root["metadata"];
        var next = kind.Scale!.WithReplicas(current, replicas);
        return next with
        {
            Metadata = next.Metadata with
            {
                Name = Text(metadata?["name"]) ?? next.Metadata.Name,
                ResourceVersion = Text(metadata?["resourceVersion"]),
                Uid = Text(metadata?["uid"]),
            },
        };
    }

    // As in Go, replicas left out are zero.
    private static bool TryReadReplicas(JsonNode? node, out int replicas)
    {
        replicas = 0;
        return node is null || (node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out replicas));
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
