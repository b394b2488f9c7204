using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Link.Traffic;

namespace EdgeKube.Controller.Fleet.Usage;

/// <summary>What <c>GET /edgekube/v1/link</c> answers: each Node's month, bytes by class, forecast and budget (both null when there is none).</summary>
internal static class LinkUsageDocument
{
    public const string Path = "/edgekube/v1/link";

    public static JsonObject Build(IEnumerable<Node> nodes, LinkLedger ledger, DateTimeOffset now) => new()
    {
        ["kind"] = "LinkUsageList",
        ["apiVersion"] = "edgekube.io/v1",
        ["items"] = new JsonArray([.. nodes.OrderBy(node => node.Name, StringComparer.Ordinal).Select(node => Describe(node, ledger.Read(node.Name), now))]),
    };

    private static JsonObject Describe(Node node, MonthlyTraffic month, DateTimeOffset now) => new()
    {
        ["node"] = node.Name,
        ["month"] = month.Month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture),
        ["since"] = month.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["bytes"] = new JsonObject
        {
            ["control"] = month.Counts.Control,
            ["status"] = month.Counts.Status,
            ["events"] = month.Counts.Events,
            ["logs"] = month.Counts.Logs,
            ["other"] = month.Counts.Other,
        },
        ["total"] = month.Counts.Total,
        ["forecast"] = month.Forecast(now),
        ["budget"] = NodeBudgets.Find(node.Metadata.Annotations, NodeBudgets.LinkAnnotation),
    };
}
