using System.Text.Json.Nodes;

namespace EdgeKube.Cli.Resources;

/// <summary>Reads the server's aggregated discovery: the types it serves.</summary>
internal static class ResourceDiscovery
{
    public const string Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    /// <param name="document">Of <c>/api</c> or <c>/apis</c>.</param>
    public static IEnumerable<ResourceType> Read(JsonObject document) =>
        from @group in Objects(document["items"])
        from version in Objects(@group["versions"])
        from resource in Objects(version["resources"])
        let kind = resource["responseKind"]
        select new ResourceType(
            (string?)@group["metadata"]?["name"] ?? "",
            (string?)version["version"] ?? "",
            (string?)kind?["kind"] ?? "",
            (string?)resource["resource"] ?? "",
            (string?)resource["singularResource"] ?? "",
            (string?)resource["scope"] == "Namespaced")
        {
            ShortNames = Texts(resource["shortNames"]),
            Verbs = Texts(resource["verbs"]),
            Categories = Texts(resource["categories"]),
        };

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();

    private static IReadOnlyList<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(item => (string?)item ?? "")];
}
