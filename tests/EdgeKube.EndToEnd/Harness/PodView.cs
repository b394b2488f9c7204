using System.Text.Json;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>What the tests look at in a Pod.</summary>
public sealed record PodView(string Name, string Phase, bool Ready, string Image, IReadOnlyList<string> ContainerIds, int Restarts, string Waiting, string PodIP, bool Deleting, string NodeName)
{
    public static PodView Read(JsonElement pod)
    {
        var metadata = pod.GetProperty("metadata");
        var status = pod.TryGetProperty("status", out var s) ? s : default;
        var containers = Elements(status, "containerStatuses").ToList();
        return new PodView(
            metadata.GetProperty("name").GetString()!,
            Text(status, "phase"),
            Elements(status, "conditions").Any(c => Text(c, "type") == "Ready" && Text(c, "status") == "True"),
            Text(pod.GetProperty("spec").GetProperty("containers")[0], "image"),
            [.. containers.Select(c => Text(c, "containerID"))],
            containers.Sum(c => c.GetProperty("restartCount").GetInt32()),
            string.Join(' ', containers.Select(WaitingReason)).Trim(),
            Text(status, "podIP"),
            metadata.TryGetProperty("deletionTimestamp", out _),
            Text(pod.GetProperty("spec"), "nodeName"));
    }

    /// <summary>Every pod that was there before still has the same containers, and none was restarted.</summary>
    public static void Unchanged(IReadOnlyList<PodView> before, IReadOnlyList<PodView> after)
    {
        var names = before.Select(pod => pod.Name).ToHashSet();
        var same = after.Where(pod => names.Contains(pod.Name)).ToList();
        Assert.Equal(before.SelectMany(pod => pod.ContainerIds).Order(), same.SelectMany(pod => pod.ContainerIds).Order());
        Assert.All(same, pod => Assert.Equal(0, pod.Restarts));
    }

    public override string ToString() =>
        $"{Name}: {Phase}, ready {Ready}, restarts {Restarts}, waiting \"{Waiting}\", image {Image}, deleting {Deleting}, {string.Join(' ', ContainerIds)}";

    private static string WaitingReason(JsonElement container) =>
        container.TryGetProperty("state", out var state) && state.TryGetProperty("waiting", out var waiting) ? Text(waiting, "reason") : "";

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static IEnumerable<JsonElement> Elements(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
