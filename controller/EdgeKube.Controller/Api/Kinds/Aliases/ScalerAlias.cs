using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>
/// autoscaling/v1: a HorizontalPodAutoscaler that knows of the CPU's load only. What else there is stands in annotations while it goes by
/// this name, as in Kubernetes, so that nothing is lost when it is written back.
/// </summary>
internal sealed class ScalerAlias : KindAlias
{
    private const string Prefix = "autoscaling.alpha.kubernetes.io/";
    private const string Target = "targetCPUUtilizationPercentage";
    private const string Current = "currentCPUUtilizationPercentage";

    private static readonly Lazy<KindSchema> Newer = new(() => SchemaKinds.Catalog.Kinds.First(kind => kind is { Group: "autoscaling", Version: "v2" }));
    private static readonly Lazy<ObjectTable> NewerTable = new(() => SchemaTable.Of(Newer.Value));

    // Where it stands in the newer version, and the end of the annotation's name.
    private static readonly (string Part, string Field, string Annotation)[] Kept =
    [
        ("spec", "metrics", "metrics"),
        ("spec", "behavior", "behavior"),
        ("status", "currentMetrics", "current-metrics"),
        ("status", "conditions", "conditions"),
    ];

    public override string StoredVersion => "autoscaling/v2";

    public override ObjectTable StoredTable => NewerTable.Value;

    public override SchemaObject FromStored(ApiObject stored)
    {
        var node = JsonSerializer.SerializeToNode((SchemaObject)stored, SchemaJsonContext.Default.SchemaObject)!.AsObject();
        TakeLoad(node["spec"] as JsonObject, "metrics", "target", Target);
        TakeLoad(node["status"] as JsonObject, "currentMetrics", "current", Current);
        foreach (var (part, field, annotation) in Kept)
        {
            if (node[part] is JsonObject place && place.Remove(field, out var value) && value is JsonObject or JsonArray { Count: > 0 })
            {
                Annotations(node)[Prefix + annotation] = value.ToJsonString();
            }
        }

        node["apiVersion"] = "autoscaling/v1";
        return node.Deserialize(SchemaJsonContext.Default.SchemaObject)!;
    }

    public override ApiObject ToStored(SchemaObject obj)
    {
        var node = JsonSerializer.SerializeToNode(obj, SchemaJsonContext.Default.SchemaObject)!.AsObject();
        foreach (var (part, field, annotation) in Kept)
        {
            if (Annotations(node).Remove(Prefix + annotation, out var text) && Parse(text?.ToString()) is { } value && node[part] is JsonObject place)
            {
                place[field] = value;
            }
        }

        if (Annotations(node).Count == 0)
        {
            node["metadata"]!.AsObject().Remove("annotations");
        }

        GiveLoad(node["spec"] as JsonObject, "metrics", "target", Target);
        GiveLoad(node["status"] as JsonObject, "currentMetrics", "current", Current);
        node["apiVersion"] = StoredVersion;
        return SchemaDefaults.Apply(node.Deserialize(SchemaJsonContext.Default.SchemaObject)!, Newer.Value);
    }

    private static void TakeLoad(JsonObject? place, string list, string part, string field)
    {
        var metrics = place?[list] as JsonArray;
        var load = metrics?.FirstOrDefault(metric => metric?["resource"] is { } resource && (string?)resource["name"] == "cpu" && resource[part]?["averageUtilization"] is not null);
        if (load is not null)
        {
            place![field] = load["resource"]![part]!["averageUtilization"]!.DeepClone();
            metrics!.Remove(load);
        }
    }

    private static void GiveLoad(JsonObject? place, string list, string part, string field)
    {
        if (place is null || !place.Remove(field, out var percent) || percent is null)
        {
            return;
        }

        var wanted = new JsonObject { ["averageUtilization"] = percent };
        if (part == "target")
        {
            wanted["type"] = "Utilization";
        }

        var load = new JsonObject { ["type"] = "Resource", ["resource"] = new JsonObject { ["name"] = "cpu", [part] = wanted } };
        if (place[list] is JsonArray metrics)
        {
            metrics.Insert(0, load);
        }
        else
        {
            place[list] = new JsonArray(load);
        }
    }

    private static JsonObject Annotations(JsonObject node)
    {
        var metadata = node["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        return annotations;
    }

    // Whoever writes nonsense there loses nothing else.
    private static JsonNode? Parse(string? text)
    {
        try
        {
            return JsonNode.Parse(text ?? "null");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
