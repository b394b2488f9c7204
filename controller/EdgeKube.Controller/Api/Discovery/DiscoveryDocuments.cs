using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>What clients ask first, made from the table of kinds.</summary>
internal sealed class DiscoveryDocuments(string version)
{
    public JsonNode? Find(string path)
    {
        var parts = path.Trim('/').Split('/');
        return parts switch
        {
            ["version"] => Version(),
            ["api"] => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1"), ["serverAddressByClientCIDRs"] = new JsonArray() },
            ["api", "v1"] => Resources("v1", KindTable.Served.Where(kind => kind.Group.Length == 0)),
            ["apis"] => Groups(),
            ["apis", var group] => Group(group),
            ["apis", var group, var groupVersion] when Served(group, groupVersion).Any() => Resources($"{group}/{groupVersion}", Served(group, groupVersion)),
            _ => null,
        };
    }

    // major and minor name the Kubernetes whose behaviour is meant; gitVersion is our own.
    private JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "36",
        ["gitVersion"] = $"v1.36.0+edgekube-{version}",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "",
        ["goVersion"] = "",
        ["compiler"] = "dotnet",
        ["platform"] = $"linux/{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}",
    };

    private static IEnumerable<Kind> Served(string group, string version) =>
        KindTable.Served.Where(kind => kind.Group.Length > 0 && kind.Group == group && kind.Version == version);

    private static JsonObject Groups()
    {
        var names = KindTable.Served.Select(kind => kind.Group).Where(group => group.Length > 0).Distinct();
        return new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. names.Select(name => GroupOf(name))]),
        };
    }

    private static JsonObject? Group(string name)
    {
        if (name.Length == 0 || KindTable.Served.All(kind => kind.Group != name))
        {
            return null;
        }

        var group = GroupOf(name);
        group.Insert(0, "kind", "APIGroup");
        group.Insert(1, "apiVersion", "v1");
        return group;
    }

    private static JsonObject GroupOf(string name)
    {
        var versions = KindTable.Served.Where(kind => kind.Group == name).Select(kind => kind.Version).Distinct().ToArray();
        return new JsonObject
        {
            ["name"] = name,
            ["versions"] = new JsonArray([.. versions.Select(version => VersionOf(name, version))]),
            ["preferredVersion"] = VersionOf(name, versions[0]),
        };
    }

    private static JsonObject VersionOf(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static JsonObject Resources(string groupVersion, IEnumerable<Kind> kinds) => new()
    {
        ["kind"] = "APIResourceList",
        ["apiVersion"] = "v1",
        ["groupVersion"] = groupVersion,
        ["resources"] = new JsonArray([.. kinds.OrderBy(kind => kind.Plural, StringComparer.Ordinal).SelectMany(ResourcesOf)]),
    };

    private static IEnumerable<JsonNode> ResourcesOf(Kind kind)
    {
        var described = ResourceDescription.Of(kind);
        var resource = Resource(described.Name, kind.Singular, kind, described);
        JsonNames.AddAny(resource, "shortNames", kind.ShortNames);
        JsonNames.AddAny(resource, "categories", kind.Categories);
        yield return resource;
        foreach (var subresource in ResourceDescription.SubresourcesOf(kind))
        {
            yield return Resource($"{kind.Plural}/{subresource.Name}", "", kind, subresource);
        }
    }

    private static JsonObject Resource(string name, string singularName, Kind kind, ResourceDescription described)
    {
        var resource = new JsonObject { ["name"] = name, ["singularName"] = singularName, ["namespaced"] = kind.IsNamespaced };
        if (described.Group is not null)
        {
            resource["group"] = described.Group;
            resource["version"] = described.Version;
        }

        resource["kind"] = described.Kind;
        resource["verbs"] = JsonNames.Of(described.Verbs);
        return resource;
    }
}
