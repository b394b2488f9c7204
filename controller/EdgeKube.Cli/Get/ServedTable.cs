using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Get;

/// <summary>Tables of kinds that edgectl does not know: columns and cells come from the server.</summary>
internal static class ServedTable
{
    private const string Accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    /// <summary>The rows as objects with their metadata, and the printer that takes their cells.</summary>
    public static async Task<FoundObjects> FetchAsync(Session session, ResourceType type, string path, CancellationToken cancellationToken)
    {
        var body = await session.SendAsync(ApiCall.Get(path) with { Accept = Accept }, cancellationToken);
        var table = Output.ObjectJson.Parse(body.Span);
        var columns = (table["columnDefinitions"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(column => new Column(((string?)column["name"] ?? "").ToUpperInvariant(), ((int?)column["priority"] ?? 0) > 0))
            .ToArray();
        var items = (table["rows"] as JsonArray ?? []).OfType<JsonObject>().Select(row => new JsonObject
        {
            ["metadata"] = row["object"]?["metadata"]?.DeepClone(),
            ["cells"] = row["cells"]?.DeepClone(),
        });
        return new FoundObjects(type, [.. items]) { Printer = new KindPrinter(columns, (item, _) => [.. (item["cells"] as JsonArray ?? []).Select(cell => cell?.ToString() ?? "")]) };
    }
}
