using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Replay;

/// <summary>Every resource and subresource with its verbs and names: discovery.json.</summary>
internal static class DiscoveryReplay
{
    public static async Task<IReadOnlyList<Verdict>> RunAsync(ControllerProcess controller)
    {
        var verdicts = new List<Verdict>();
        foreach (var (groupVersion, resources) in Recordings.Load("discovery.json")["resources"]!.AsObject())
        {
            var path = groupVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{groupVersion}" : $"/api/{groupVersion}";
            var served = (await controller.SendAsync("GET", path)).Json?["resources"]?.AsArray().ToDictionary(resource => (string)resource!["name"]!, resource => resource) ?? [];
            foreach (var recorded in resources!.AsArray().SelectMany(Flatten))
            {
                var name = (string)recorded["name"]!;
                verdicts.Add(new Verdict($"{groupVersion} {name}", served.TryGetValue(name, out var resource) ? Differences.Find(recorded, resource) : "not served"));
            }
        }

        return verdicts;
    }

    // The hash tells how etcd stores it, which nobody reads.
    private static IEnumerable<JsonNode> Flatten(JsonNode? resource)
    {
        var whole = (JsonObject)resource!.DeepClone();
        whole.Remove("storageVersionHash");
        var subresources = (whole["subresources"] as JsonArray)?.Select(subresource => subresource!.DeepClone()).ToArray() ?? [];
        whole.Remove("subresources");
        return [whole, .. subresources];
    }
}
