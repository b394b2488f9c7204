using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>
/// kubectl's apply: what the manifest says is set, what the last manifest said and this one does not is removed, and what others have
/// set stays. Lists are replaced whole. Pure.
/// </summary>
internal static class ThreeWayMerge
{
    public static JsonObject Apply(JsonObject current, JsonObject? last, JsonObject given) => (JsonObject)MergePatch.Apply(current, ApplyPatch.Between(last, given))!;
}
