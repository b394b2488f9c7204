using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>What clients ask first, made from the table of kinds.</summary>
internal sealed class DiscoveryDocuments(string version)
{
    private static readonly string[] ObjectVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public JsonNode? Find(string path)
    {
        var parts = path.Trim('/').Split('/');
        return parts switch
        {
            ["version"] => Version(),
            ["api"] => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
            ["api", "v1"] => Resources("v1", KindTable.All.Where(kind => kind.Group.Length == 0)),
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
        KindTable.All.Where(kind => kind.Group.Length > 0 && kind.Group == group && kind.Version == version);

    private static JsonObject Groups()
    {
        var names = KindTable.All.Select(kind => kind.Group).Where(group => group.Length > 0).Distinct();
        return new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. names.Select(name => GroupOf(name))]),
        };
    }

    private static JsonObject? Group(string name)
    {
        if (name.Length == 0 || KindTable.All.All(kind => kind.Group != name))
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
        var versions = KindTable.All.Where(kind => kind.Group == name).Select(kind => kind.Version).Distinct().ToArray();
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
        var resource = Resource(kind.Plural, kind, kind.Name, ObjectVerbs);
        resource["singularName"] = kind.Singular;
        AddNames(resource, "shortNames", kind.ShortNames);
        AddNames(resource, "categories", kind.Categories);
        yield return resource;
        foreach (var subresource in kind.Subresources)
        {
            yield return subresource switch
            {
                "binding" => Resource($"{kind.Plural}/binding", kind, "Binding", ["create"]),
                "finalize" => Resource($"{kind.Plural}/finalize", kind, kind.Name, ["update"]),
                _ => Resource($"{kind.Plural}/{subresource}", kind, kind.Name, ["get"]),
            };
        }

        if (kind.Scale is not null)
        {
            var scale = Resource($"{kind.Plural}/scale", kind, "Scale", ["get", "patch", "update"]);
            scale["group"] = "autoscaling";
            scale["version"] = "v1";
            yield return scale;
        }

        if (kind.HasStatus)
        {
            yield return Resource($"{kind.Plural}/status", kind, kind.Name, ["get", "patch", "update"]);
        }
    }

    private static JsonObject Resource(string name, Kind kind, string kindName, IEnumerable<string> verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = "",
        ["namespaced"] = kind.IsNamespaced,
        ["kind"] = kindName,
        ["verbs"] = Names(verbs),
    };

    private static void AddNames(JsonObject resource, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            resource[name] = Names(values);
        }
    }

    private static JsonArray Names(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)JsonValue.Create(value)!)]);
}
