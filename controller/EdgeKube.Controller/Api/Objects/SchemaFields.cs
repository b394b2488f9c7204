using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Reads and changes objects of kinds without a record. Pure. Stored objects have passed their schema; what is absent is empty.</summary>
internal static class SchemaFields
{
    public static string Text(this SchemaObject obj, params ReadOnlySpan<string> path) =>
        obj.Find(path) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    public static IReadOnlyList<string> Texts(this SchemaObject obj, params ReadOnlySpan<string> path)
    {
        var texts = new List<string>();
        if (obj.Find(path) is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var item in list.EnumerateArray())
            {
                texts.Add(item.GetString() ?? "");
            }
        }

        return texts;
    }

    public static IReadOnlyDictionary<string, string> Map(this SchemaObject obj, params ReadOnlySpan<string> path)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (obj.Find(path) is { ValueKind: JsonValueKind.Object } value)
        {
            foreach (var property in value.EnumerateObject())
            {
                map[property.Name] = property.Value.ToString();
            }
        }

        return map;
    }

    public static Quantity Amount(this SchemaObject obj, params ReadOnlySpan<string> path) =>
        obj.Find(path) is { } value && Quantity.TryParse(value.ToString(), out var amount, out _) ? amount : default;

    /// <summary>The same object with one of its parts (<c>spec</c>, <c>status</c>) changed.</summary>
    public static SchemaObject Change(this SchemaObject obj, string part, Action<JsonObject> change)
    {
        var node = JsonNode.Parse(obj.Find(part)?.GetRawText() ?? "{}")!.AsObject();
        change(node);
        using var document = JsonDocument.Parse(node.ToJsonString());
        return obj.With(part, document.RootElement.Clone());
    }
}
