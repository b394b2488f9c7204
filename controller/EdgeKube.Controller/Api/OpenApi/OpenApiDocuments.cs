using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>OpenAPI: a document for each group and version (v3), and one for everything (v2), made when they are first asked for.</summary>
internal sealed class OpenApiDocuments(string version)
{
    private const string Root = "/openapi/v3";

    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _documents = new(StringComparer.Ordinal);

    /// <summary>Null when the path is none of OpenAPI's.</summary>
    /// <param name="path">Of the request.</param>
    /// <param name="accept">Its Accept header: these documents are JSON, and the one of v2 is protobuf, too.</param>
    public ApiResponse? Find(string path, string? accept)
    {
        if (path == Root)
        {
            return Responses.Of(Index());
        }

        if (path == OpenApiV2.Path)
        {
            return MediaRange.ParseAll(accept).FirstOrDefault(range => range.IsJson || OpenApiProtobuf.IsAskedBy(range)) switch
            {
                null => Responses.Of(Statuses.NotAcceptable()),
                { IsJson: true } => new ApiResponse(200, ApiResponse.Json, _documents.GetOrAdd(path, _ => JsonBytes.Of(OpenApiV2.Build(version)))),
                _ => new ApiResponse(200, OpenApiProtobuf.ContentType, _documents.GetOrAdd(OpenApiProtobuf.ContentType, _ => OpenApiProtobuf.Write(OpenApiV2.Build(version)))),
            };
        }

        var groupVersion = path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[(Root.Length + 1)..] : "";
        return Served().Contains(groupVersion) ? new ApiResponse(200, ApiResponse.Json, Document(groupVersion)) : null;
    }

    private static IEnumerable<string> Served() => KindTable.All.Select(PathOf).Distinct();

    private static string PathOf(Kind kind) => kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.ApiVersion}";

    // The hash lets clients keep a document until it changes.
    private JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var groupVersion in Served())
        {
            var hash = Convert.ToHexString(SHA256.HashData(Document(groupVersion).Span));
            paths[groupVersion] = new JsonObject { ["serverRelativeURL"] = $"{Root}/{groupVersion}?hash={hash}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    private ReadOnlyMemory<byte> Document(string groupVersion) => _documents.GetOrAdd(groupVersion, _ => JsonBytes.Of(Build(groupVersion)));

    private JsonObject Build(string groupVersion)
    {
        var kinds = KindTable.All.Where(kind => PathOf(kind) == groupVersion).ToArray();
        var paths = new JsonObject();
        var writer = new SchemaWriter(kinds[0].Group);
        foreach (var kind in kinds)
        {
            PathWriter.Add(paths, kind);
            var schema = (JsonObject)writer.Schemas[writer.Add(kind.Content)]!;
            schema["x-kubernetes-group-version-kind"] = new JsonArray(PathWriter.GroupVersionKind(kind));
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = version },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = writer.Schemas },
        };
    }
}
