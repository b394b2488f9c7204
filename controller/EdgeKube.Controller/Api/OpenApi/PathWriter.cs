using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>The paths of OpenAPI: which requests a kind answers, and with which parameters. Pure.</summary>
internal static class PathWriter
{
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation"];

    public static void Add(JsonObject paths, Kind kind)
    {
        var root = kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.Group}/{kind.Version}";
        var scope = kind.IsNamespaced ? $"{root}/namespaces/{{namespace}}/{kind.Plural}" : $"{root}/{kind.Plural}";
        if (!kind.IsStored)
        {
            paths[scope] = new JsonObject { ["post"] = Operation(kind, "post", WriteParameters) };
            return;
        }

        if (kind.IsNamespaced)
        {
            paths[$"{root}/{kind.Plural}"] = new JsonObject { ["get"] = Operation(kind, "list") };
        }

        paths[scope] = new JsonObject
        {
            ["get"] = Operation(kind, "list"),
            ["post"] = Operation(kind, "post", WriteParameters),
            ["delete"] = Operation(kind, "deletecollection"),
        };
        paths[$"{scope}/{{name}}"] = Item(kind);
        if (kind.HasStatus)
        {
            paths[$"{scope}/{{name}}/status"] = Item(kind, withDelete: false);
        }
    }

    private static JsonObject Item(Kind kind, bool withDelete = true)
    {
        var item = new JsonObject
        {
            ["get"] = Operation(kind, "get"),
            ["put"] = Operation(kind, "put", WriteParameters),
            ["patch"] = Operation(kind, "patch", [.. WriteParameters, "force"]),
        };
        if (withDelete)
        {
            item["delete"] = Operation(kind, "delete", ["dryRun"]);
        }

        return item;
    }

    private static JsonObject Operation(Kind kind, string action, params IReadOnlyList<string> parameters) => new()
    {
        ["operationId"] = $"{action}{kind.Group.Split('.')[0]}{kind.Version}{kind.Name}",
        ["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["in"] = "query",
            ["schema"] = new JsonObject { ["type"] = name == "force" ? "boolean" : "string", ["uniqueItems"] = true },
        })]),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        ["x-kubernetes-action"] = action,
        ["x-kubernetes-group-version-kind"] = GroupVersionKind(kind),
    };

    public static JsonObject GroupVersionKind(Kind kind) => new() { ["group"] = kind.Group, ["kind"] = kind.Name, ["version"] = kind.Version };
}
