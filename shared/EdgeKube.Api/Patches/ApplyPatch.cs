using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>The merge patch that apply comes to: what the manifest says, and null for what the last one said and this one does not. Pure.</summary>
public static class ApplyPatch
{
    /// <param name="last">The manifest before; null when there was none.</param>
    /// <param name="given">The manifest now.</param>
    public static JsonObject Between(JsonObject? last, JsonObject given)
    {
        var patch = new JsonObject();
        foreach (var (name, value) in given)
        {
            patch[name] = value is JsonObject nested ? Between(last?[name] as JsonObject, nested) : value?.DeepClone();
        }

        foreach (var name in (last ?? []).Select(field => field.Key).Where(name => !given.ContainsKey(name)))
        {
            patch[name] = null;
        }

        return patch;
    }
}
