using System.Text.Json;

namespace EdgeKube.Machines.Harness;

/// <summary>What these tests look at in a pod.</summary>
/// <param name="IsLeaving">Somebody has deleted it.</param>
public sealed record SitePod(string Name, string Node, bool IsReady, int Restarts, string ContainerId, bool IsLeaving)
{
    public static SitePod Read(JsonElement pod)
    {
        // One that a node has just been given has none yet.
        var container = pod.TryGetProperty("status", out var status) && status.TryGetProperty("containerStatuses", out var containers) ? containers[0] : default;
        var isKnown = container.ValueKind == JsonValueKind.Object;
        return new SitePod(
            pod.GetProperty("metadata").GetProperty("name").GetString()!,
            pod.GetProperty("spec").TryGetProperty("nodeName", out var node) ? node.GetString()! : "",
            isKnown && container.GetProperty("ready").GetBoolean(),
            isKnown ? container.GetProperty("restartCount").GetInt32() : 0,
            isKnown && container.TryGetProperty("containerID", out var id) ? id.GetString()! : "",
            pod.GetProperty("metadata").TryGetProperty("deletionTimestamp", out _));
    }
}
