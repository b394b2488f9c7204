using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>The keys by which a strategic merge patch says more than values can. Pure.</summary>
internal static class Directives
{
    public const string Patch = "$patch";
    public const string RetainKeys = "$retainKeys";
    public const string DeleteFromList = "$deleteFromPrimitiveList/";
    public const string SetElementOrder = "$setElementOrder/";

    public static bool IsDirective(string key) =>
        key is Patch or RetainKeys || key.StartsWith(DeleteFromList, StringComparison.Ordinal) || key.StartsWith(SetElementOrder, StringComparison.Ordinal);

    /// <summary>The value that a new field gets: without directives, without nulls, without elements that are only there to be deleted.</summary>
    public static JsonNode? Drop(JsonNode? value) => value switch
    {
        JsonObject obj => DropFrom(obj),
        JsonArray list => new JsonArray([.. list.Where(IsKept).Select(Drop)]),
        _ => value?.DeepClone(),
    };

    public static string? Of(JsonNode? node) => node is JsonObject obj && obj[Patch] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonObject DropFrom(JsonObject obj)
    {
        var result = new JsonObject();
        foreach (var (key, value) in obj)
        {
            if (value is not null && !IsDirective(key))
            {
                result[key] = Drop(value);
            }
        }

        return result;
    }

    private static bool IsKept(JsonNode? element) => element is not JsonObject obj || !obj.ContainsKey(Patch);
}
