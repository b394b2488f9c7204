using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>Everything there is in one answer (apidiscovery.k8s.io), which spares clients a request for each group.</summary>
internal static class AggregatedDiscovery
{
    private const string Group = "apidiscovery.k8s.io";
    private const string ListKind = "APIGroupDiscoveryList";

    /// <summary>The version that the Accept header asks for; null when it does not ask, or likes something else better.</summary>
    public static string? FindVersion(string? accept)
    {
        foreach (var range in MediaRange.ParseAll(accept).Where(range => range.IsJson))
        {
            if (range.As is null)
            {
                return null;
            }

            if (range.As == ListKind && range.Find("g") == Group && range.Find("v") is "v2" or "v2beta1")
            {
                return range.Find("v");
            }
        }

        return null;
    }

    /// <param name="isCore">The core group, or all the others.</param>
    /// <param name="version">v2 or v2beta1, which look the same.</param>
    public static ApiResponse Answer(bool isCore, string version)
    {
        var groups = KindTable.Served.Where(kind => kind.Group.Length == 0 == isCore).GroupBy(kind => kind.Group);
        var list = new JsonObject
        {
            ["kind"] = ListKind,
            ["apiVersion"] = $"{Group}/{version}",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. groups.Select(group => (JsonNode)GroupOf(group.Key, group))]),
        };
        return Responses.Of(list) with { ContentType = $"application/json;g={Group};v={version};as={ListKind}" };
    }

    private static JsonObject GroupOf(string name, IEnumerable<Kind> kinds) => new()
    {
        ["metadata"] = name.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = name },
        ["versions"] = new JsonArray([.. kinds.GroupBy(kind => kind.Version).Select(version => (JsonNode)VersionOf(version.Key, version))]),
    };

    private static JsonObject VersionOf(string version, IEnumerable<Kind> kinds) => new()
    {
        ["version"] = version,
        ["resources"] = new JsonArray([.. kinds.OrderBy(kind => kind.Plural, StringComparer.Ordinal).Select(kind => (JsonNode)ResourceOf(kind))]),
        ["freshness"] = "Current",
    };

    private static JsonObject ResourceOf(Kind kind)
    {
        var described = ResourceDescription.Of(kind);
        var resource = new JsonObject
        {
            ["resource"] = kind.Plural,
            ["responseKind"] = ResponseKind(described),
            ["scope"] = kind.IsNamespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = JsonNames.Of(described.Verbs),
        };
        JsonNames.AddAny(resource, "shortNames", kind.ShortNames);
        JsonNames.AddAny(resource, "categories", kind.Categories);
        var subresources = ResourceDescription.SubresourcesOf(kind);
        if (subresources.Count > 0)
        {
            resource["subresources"] = new JsonArray([.. subresources.Select(SubresourceOf)]);
        }

        return resource;
    }

    private static JsonNode SubresourceOf(ResourceDescription described) => new JsonObject
    {
        ["subresource"] = described.Name,
        ["responseKind"] = ResponseKind(described),
        ["verbs"] = JsonNames.Of(described.Verbs),
    };

    private static JsonObject ResponseKind(ResourceDescription described) => new()
    {
        ["group"] = described.Group ?? "",
        ["version"] = described.Version ?? "",
        ["kind"] = described.Kind,
    };
}
