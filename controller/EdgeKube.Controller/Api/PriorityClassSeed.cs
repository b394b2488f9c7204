using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Makes the priority classes every cluster has.</summary>
internal static class PriorityClassSeed
{
    public static async Task EnsureAsync(IResources resources, CancellationToken cancellationToken)
    {
        (string Name, int Value, string Description)[] classes =
        [
            ("system-cluster-critical", 2_000_000_000, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
            ("system-node-critical", 2_000_001_000, "Used for system critical pods that must not be moved from their current node."),
        ];
        foreach (var (name, value, description) in classes)
        {
            if (resources.Find(WellKnownKinds.PriorityClass, null, name) is not null)
            {
                continue;
            }

            using var content = JsonDocument.Parse($$"""{"value":{{value}},"description":"{{description}}","preemptionPolicy":"PreemptLowerPriority"}""");
            var rest = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (var field in content.RootElement.EnumerateObject())
            {
                rest[field.Name] = field.Value.Clone();
            }

            var result = await resources.CreateAsync(
                new SchemaObject { KindName = "PriorityClass", GroupVersion = "scheduling.k8s.io/v1", Metadata = new ObjectMeta { Name = name }, Rest = rest }, cancellationToken);
            if (!result.Succeeded && !result.IsConflict)
            {
                throw new InvalidOperationException($"PriorityClass \"{name}\": {result.Error.Message}");
            }
        }
    }
}
