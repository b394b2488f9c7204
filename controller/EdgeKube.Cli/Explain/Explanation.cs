using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Explain;

/// <summary>Fields of a kind as a person reads them. Pure.</summary>
internal sealed class Explanation(ResourceType type, JsonObject schemas)
{
    private const int MaxDepth = 20;

    /// <exception cref="CommandException">There is no such field.</exception>
    public string Of(IReadOnlyList<string> fields, bool recursive)
    {
        var schema = FindKind() ?? throw new CommandException($"couldn't find resource for \"{type.ApiVersion}, Kind={type.Kind}\"");
        var text = new StringBuilder();
        text.Append(type.Group.Length > 0 ? $"GROUP:      {type.Group}\n" : "").Append($"KIND:       {type.Kind}\nVERSION:    {type.Version}\n\n");
        JsonObject place = schema;
        for (var i = 0; i < fields.Count; i++)
        {
            place = Resolve(place)["properties"]?[fields[i]] as JsonObject
                ?? throw new CommandException($"field \"{fields[i]}\" does not exist");
        }

        if (fields.Count > 0)
        {
            text.Append($"FIELD: {fields[^1]} <{TypeOf(place)}>\n\n");
        }

        text.Append("DESCRIPTION:\n").Append(Wrap((string?)place["description"] ?? (string?)Resolve(place)["description"] ?? "<empty>", 4)).Append('\n');
        if (Resolve(place)["properties"] is JsonObject properties)
        {
            text.Append("FIELDS:\n");
            WriteFields(text, properties, Required(Resolve(place)), 2, recursive, 0);
        }

        return text.Append('\n').ToString();
    }

    private JsonObject? FindKind() => schemas
        .Where(schema => schema.Key.EndsWith($".{type.Version}.{type.Kind}", StringComparison.Ordinal))
        .OrderByDescending(schema => schema.Value?["x-kubernetes-group-version-kind"] is not null)
        .Select(schema => schema.Value as JsonObject)
        .FirstOrDefault();

    private void WriteFields(StringBuilder text, JsonObject properties, HashSet<string> required, int indent, bool recursive, int depth)
    {
        foreach (var (name, value) in properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            var field = value as JsonObject ?? [];
            text.Append(' ', indent).Append($"{name}\t<{TypeOf(field)}>{(required.Contains(name) ? " -required-" : "")}\n");
            if (!recursive)
            {
                text.Append(Wrap((string?)field["description"] ?? "<no description>", indent + 2)).Append('\n');
            }
            else if (Resolve(field)["properties"] is JsonObject below && depth < MaxDepth)
            {
                WriteFields(text, below, Required(Resolve(field)), indent + 2, true, depth + 1);
            }
        }
    }

    // Through lists and maps to what they hold, and through references to what they name.
    private JsonObject Resolve(JsonObject schema)
    {
        for (var i = 0; i < MaxDepth; i++)
        {
            if ((schema["items"] ?? schema["additionalProperties"]) is JsonObject held)
            {
                schema = held;
            }
            else if (Reference(schema) is { } name && schemas[name] is JsonObject found)
            {
                schema = found;
            }
            else
            {
                break;
            }
        }

        return schema;
    }

    private string TypeOf(JsonObject schema) => (string?)schema["type"] switch
    {
        "array" => $"[]{TypeOf(schema["items"] as JsonObject ?? [])}",
        "object" when schema["additionalProperties"] is JsonObject held => $"map[string]{TypeOf(held)}",
        { } plain => plain == "object" ? "Object" : plain,
        null => Reference(schema) is { } name ? name[(name.LastIndexOf('.') + 1)..] : "Object",
    };

    private static string? Reference(JsonObject schema) =>
        ((string?)schema["$ref"] ?? (string?)(schema["allOf"] as JsonArray)?.FirstOrDefault()?["$ref"])?.Split('/')[^1];

    private static HashSet<string> Required(JsonObject schema) => [.. (schema["required"] as JsonArray ?? []).Select(name => (string?)name ?? "")];

    private static string Wrap(string text, int indent)
    {
        const int width = 76;
        var lines = new StringBuilder();
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && indent + line.Length + word.Length + 1 > width)
            {
                lines.Append(' ', indent).Append(line).Append('\n');
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        return lines.Append(' ', indent).Append(line).Append('\n').ToString();
    }
}
