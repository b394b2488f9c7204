using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>OpenAPI v2: everything in one document, for clients that do not read v3.</summary>
internal static class OpenApiV2
{
    public const string Path = "/openapi/v2";

    public static JsonObject Build(string version)
    {
        var (paths, definitions) = (new JsonObject(), new JsonObject());
        foreach (var kinds in KindTable.All.GroupBy(kind => kind.Group))
        {
            var writer = new SchemaWriter(kinds.Key, SchemaWriter.Definitions);
            foreach (var kind in kinds)
            {
                PathWriter.Add(paths, kind);
                var schema = (JsonObject)writer.Schemas[writer.Add(kind.Content)]!;
                schema["x-kubernetes-group-version-kind"] = new JsonArray(PathWriter.GroupVersionKind(kind));
            }

            // A type that two groups use is the same in both.
            foreach (var (name, schema) in writer.Schemas.Where(schema => !definitions.ContainsKey(schema.Key)).ToArray())
            {
                definitions[name] = schema!.DeepClone();
            }
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = version },
            ["paths"] = paths,
            ["definitions"] = definitions,
        };
    }
}
