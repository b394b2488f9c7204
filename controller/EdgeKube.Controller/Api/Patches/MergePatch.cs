using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>RFC 7396: objects are merged, null removes, everything else replaces. Pure: neither argument is changed.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject given ? (JsonObject)given.DeepClone() : [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Apply(result[name], value);
            }
        }

        return result;
    }
}
