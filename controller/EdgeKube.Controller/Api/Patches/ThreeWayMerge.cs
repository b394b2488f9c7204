using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>
/// kubectl's apply: what the manifest says is set, what the last manifest said and this one does not is removed, and what others have
/// set stays. Lists are replaced whole. Pure.
/// </summary>
internal static class ThreeWayMerge
{
    public static JsonObject Apply(JsonObject current, JsonObject? last, JsonObject given) => (JsonObject)MergePatch.Apply(current, Patch(last, given))!;

    /// <summary>The merge patch that leads from the last manifest to this one, whatever others have done in between.</summary>
    public static JsonObject Patch(JsonObject? last, JsonObject given)
    {
        var patch = new JsonObject();
        foreach (var (name, value) in given)
        {
            patch[name] = value is JsonObject nested ? Patch(last?[name] as JsonObject, nested) : value?.DeepClone();
        }

        foreach (var (name, _) in last ?? [])
        {
            if (!given.ContainsKey(name))
            {
                patch[name] = null;
            }
        }

        return patch;
    }
}
