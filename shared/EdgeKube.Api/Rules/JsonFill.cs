using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Filling in what an object leaves out.</summary>
internal static class JsonFill
{
    /// <summary>Nothing, null and the empty text mean the same to Kubernetes.</summary>
    public static bool IsMissing(this JsonObject obj, string name) => obj[name] is not { } value || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0);

    public static void Fill(this JsonObject obj, string name, string json)
    {
        if (obj.IsMissing(name))
        {
            obj[name] = JsonNode.Parse(json);
        }
    }

    public static void FillText(this JsonObject obj, string name, string text)
    {
        if (obj.IsMissing(name))
        {
            obj[name] = text;
        }
    }

    /// <summary>What one object has and another lacks.</summary>
    public static void FillFrom(this JsonObject obj, JsonObject other, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (obj.IsMissing(name) && other[name] is { } value)
            {
                obj[name] = value.DeepClone();
            }
        }
    }

    public static string Text(this JsonObject obj, string name) => obj[name] is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    /// <summary>The object there; null when there is none.</summary>
    public static JsonObject? Below(this JsonObject? obj, string name) => obj?[name] as JsonObject;

    /// <summary>The object there, which is made when there is none.</summary>
    public static JsonObject Make(this JsonObject obj, string name)
    {
        if (obj[name] is JsonObject below)
        {
            return below;
        }

        var made = new JsonObject();
        obj[name] = made;
        return made;
    }

    public static IEnumerable<JsonObject> Objects(this JsonObject obj, string name) => obj[name] is JsonArray list ? list.OfType<JsonObject>() : [];
}
