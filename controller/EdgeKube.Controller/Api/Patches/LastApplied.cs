using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>kubectl's annotation that remembers the last manifest, so that the next one can tell what it no longer says. Pure.</summary>
internal static class LastApplied
{
    public const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>A new object, with the manifest it was made from.</summary>
    public static ApiObject Annotate(ApiObject obj, JsonObject given)
    {
        var annotations = new Dictionary<string, string>(obj.Metadata.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [Annotation] = Text(given),
        };
        return obj with { Metadata = obj.Metadata with { Annotations = annotations } };
    }

    /// <summary>The stored object with the manifest's changes.</summary>
    public static ApiResult<ApiObject> Merge(Kind kind, ApiObject current, JsonObject given)
    {
        var last = Find(current);
        var stored = (JsonObject)JsonNode.Parse(ObjectCodec.Encode(current).Span)!;
        var wanted = (JsonObject)given.DeepClone();
        wanted.Remove("status");
        var changed = new ObjectPatch.Strategic(ApplyChanges.Between(last, wanted, kind.Schema)).Apply(stored, kind.Schema);
        if (!changed.Succeeded)
        {
            return changed.Error;
        }

        var merged = ObjectRules.Decode(kind, JsonBytes.Of(changed.Object));
        if (!merged.Succeeded)
        {
            return merged;
        }

        var obj = Annotate(merged.Object, given);

        // Only a resourceVersion that the manifest itself names is a condition.
        return obj with { Metadata = obj.Metadata with { ResourceVersion = (string?)(given["metadata"] as JsonObject)?["resourceVersion"] } };
    }

    /// <summary>The manifest that the object was last made to agree with; null when there is none that could be read.</summary>
    public static JsonObject? Find(ApiObject current)
    {
        if (current.Metadata.Annotations?.TryGetValue(Annotation, out var text) is not true || StrictJson.Find(Encoding.UTF8.GetBytes(text)) is not null)
        {
            return null;
        }

        return JsonNode.Parse(text) as JsonObject;
    }

    /// <summary>Sorted, so that a manifest whose keys were only put in another order is the same manifest.</summary>
    public static string Text(JsonObject given) => Encoding.UTF8.GetString(JsonBytes.Of(Sorted(WithoutAnnotation(given))!).Span) + "\n";

    private static JsonObject WithoutAnnotation(JsonObject given)
    {
        var copy = (JsonObject)given.DeepClone();
        ((copy["metadata"] as JsonObject)?["annotations"] as JsonObject)?.Remove(Annotation);
        return copy;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject obj => new JsonObject(obj.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
