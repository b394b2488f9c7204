using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>
/// OpenAPI v2's document in the protobuf of gnostic's <c>openapi.v2.Document</c>, the only form in which older clients read it. Only what
/// <see cref="OpenApiV2"/> writes is known here; names and numbers are gnostic's.
/// </summary>
internal static class OpenApiProtobuf
{
    /// <summary>What it is called in an answer: the sign that clients ask with may not stand in a media type.</summary>
    public const string ContentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private const string OldContentType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch"];

    /// <summary>Whether a clause of an Accept header asks for it.</summary>
    public static bool IsAskedBy(MediaRange range) => range.Type is ContentType or OldContentType;

    public static ReadOnlyMemory<byte> Write(JsonObject document)
    {
        var writer = new WireWriter();
        Text(writer, 1, document["swagger"]);
        Message(writer, 2, document["info"], WriteInfo);
        Message(writer, 8, document["paths"], static (paths, all) => Named(paths, 2, all, WritePath));
        Message(writer, 9, document["definitions"], static (definitions, all) => Named(definitions, 1, all, WriteSchema));
        return writer.WrittenMemory;
    }

    private static void WriteInfo(WireWriter writer, JsonObject info)
    {
        Text(writer, 1, info["title"]);
        Text(writer, 2, info["version"]);
    }

    private static void WritePath(WireWriter writer, JsonObject path)
    {
        for (var i = 0; i < Methods.Length; i++)
        {
            Message(writer, i + 2, path[Methods[i]], WriteOperation);
        }
    }

    private static void WriteOperation(WireWriter writer, JsonObject operation)
    {
        Text(writer, 5, operation["operationId"]);
        foreach (var parameter in operation["parameters"] as JsonArray ?? [])
        {
            // An item is a parameter, which is none of the body, but of the query.
            Message(writer, 8, parameter, static (item, given) => Message(item, 1, given, static (kind, same) => Message(kind, 2, same, static (place, query) => Message(place, 3, query, WriteQuery))));
        }

        Message(writer, 9, operation["responses"], static (responses, all) => Named(responses, 1, all, static (value, response) => Message(value, 1, response, static (text, told) => Text(text, 1, told["description"]))));
        WriteExtensions(writer, 13, operation);
    }

    private static void WriteQuery(WireWriter writer, JsonObject parameter)
    {
        Text(writer, 2, parameter["in"]);
        Text(writer, 4, parameter["name"]);
        Text(writer, 6, parameter["schema"]?["type"]);
        writer.WriteNumber(20, 1);
    }

    private static void WriteSchema(WireWriter writer, JsonObject schema)
    {
        Text(writer, 1, schema["$ref"]);
        Text(writer, 2, schema["format"]);
        Text(writer, 4, schema["description"]);
        foreach (var name in schema["required"] as JsonArray ?? [])
        {
            Text(writer, 19, name);
        }

        foreach (var value in schema["enum"] as JsonArray ?? [])
        {
            WriteAny(writer, 20, value);
        }

        Message(writer, 21, schema["additionalProperties"], static (item, below) => Message(item, 1, below, WriteSchema));
        if (schema["type"] is { } type)
        {
            var names = new WireWriter();
            Text(names, 1, type);
            writer.WriteBytes(22, names.Written);
        }

        Message(writer, 23, schema["items"], static (item, below) => Message(item, 1, below, WriteSchema));
        Message(writer, 25, schema["properties"], static (properties, all) => Named(properties, 1, all, WriteSchema));
        WriteExtensions(writer, 31, schema);
    }

    private static void WriteExtensions(WireWriter writer, int field, JsonObject owner)
    {
        foreach (var (name, value) in owner)
        {
            if (name.StartsWith("x-", StringComparison.Ordinal))
            {
                var extension = new WireWriter();
                extension.WriteText(1, name);
                WriteAny(extension, 2, value);
                writer.WriteBytes(field, extension.Written);
            }
        }
    }

    // Of anything the YAML is told, and JSON is YAML.
    private static void WriteAny(WireWriter writer, int field, JsonNode? value)
    {
        var any = new WireWriter();
        any.WriteText(2, (value?.ToJsonString() ?? "null") + "\n");
        writer.WriteBytes(field, any.Written);
    }

    private static void Named(WireWriter writer, int field, JsonObject all, Action<WireWriter, JsonObject> write)
    {
        foreach (var (name, value) in all)
        {
            var entry = new WireWriter();
            entry.WriteText(1, name);
            Message(entry, 2, value, write);
            writer.WriteBytes(field, entry.Written);
        }
    }

    private static void Message(WireWriter writer, int field, JsonNode? value, Action<WireWriter, JsonObject> write)
    {
        if (value is JsonObject obj)
        {
            var message = new WireWriter();
            write(message, obj);
            writer.WriteBytes(field, message.Written);
        }
    }

    private static void Text(WireWriter writer, int field, JsonNode? value)
    {
        if (value is not null)
        {
            writer.WriteText(field, value.GetValue<string>());
        }
    }
}
