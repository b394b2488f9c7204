using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Commands;

/// <summary>One event of a watch.</summary>
/// <param name="Type">ADDED, MODIFIED or DELETED.</param>
/// <param name="Item">The object, after the change or as it was last.</param>
internal sealed record ObjectChange(string Type, JsonObject Item)
{
    /// <summary>Reads an event; null for one that carries no object.</summary>
    /// <exception cref="ApiException">The server ended the watch with an error.</exception>
    public static ObjectChange? Parse(ReadOnlySpan<byte> bytes, ResourceType type)
    {
        var change = ObjectJson.Parse(bytes);
        var item = change["object"] as JsonObject;
        return change["type"]?.GetValue<string>() switch
        {
            "ERROR" => throw new ApiException(item.Deserialize(MetaJsonContext.Default.ApiStatus) ?? new ApiStatus { Message = "the watch failed" }),
            "BOOKMARK" or null => null,
            var kind => item is null ? null : new(kind, ObjectJson.WithType(item, type)),
        };
    }
}
