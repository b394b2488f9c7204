using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>Lists of names in JSON.</summary>
internal static class JsonNames
{
    public static JsonArray Of(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)JsonValue.Create(name)!)]);

    public static void AddAny(JsonObject obj, string key, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            obj[key] = Of(names);
        }
    }
}
