using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>What a node said that it uses.</summary>
/// <param name="At">When, by the controller's clock.</param>
/// <param name="Window">The time that the CPU's use is the mean of.</param>
/// <param name="Pods">By the pods' uids on the node.</param>
internal sealed record NodeUsage(DateTimeOffset At, TimeSpan Window, Usage Node, IReadOnlyDictionary<string, IReadOnlyList<ContainerUsage>> Pods)
{
    private const int MaxPods = 1024;
    private const int MaxContainers = 256;

    /// <summary>Reads a node's words: <c>{"window": seconds, "node": {"cpu": nanocores, "memory": bytes}, "pods": {UID: {CONTAINER: {…}}}}</c>. Null when they are none.</summary>
    public static NodeUsage? Parse(ReadOnlySpan<byte> json, DateTimeOffset at)
    {
        try
        {
            var root = JsonNode.Parse(json)!.AsObject();
            var pods = new Dictionary<string, IReadOnlyList<ContainerUsage>>(StringComparer.Ordinal);
            foreach (var (uid, containers) in root["pods"]!.AsObject().Take(MaxPods))
            {
                pods[uid] = [.. containers!.AsObject().Take(MaxContainers).Select(one => new ContainerUsage(one.Key, Read(one.Value)))];
            }

            return new NodeUsage(at, TimeSpan.FromSeconds(Math.Clamp(root["window"]!.GetValue<double>(), 0, 3600)), Read(root["node"]), pods);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static Usage Read(JsonNode? one) => new(Math.Max(0, one!["cpu"]!.GetValue<long>()), Math.Max(0, one["memory"]!.GetValue<long>()));
}
