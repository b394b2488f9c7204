using System.Globalization;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Cli.Top;

/// <summary>What metrics.k8s.io answers, as kubectl top's rows, the header first. Pure.</summary>
internal static class UsageTable
{
    /// <param name="usages">Of type NodeMetrics.</param>
    /// <param name="nodes">For what there is in all.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Nodes(IReadOnlyList<JsonObject> usages, IReadOnlyList<JsonObject> nodes)
    {
        var rows = new List<IReadOnlyList<string>> { (string[])["NAME", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)"] };
        foreach (var usage in usages)
        {
            var name = (string?)usage["metadata"]?["name"] ?? "";
            var all = nodes.FirstOrDefault(node => (string?)node["metadata"]?["name"] == name)?["status"]?["allocatable"];
            var (cpu, memory) = (Amount(usage["usage"], "cpu"), Amount(usage["usage"], "memory"));
            rows.Add([name, Cores(cpu), Share(cpu, Amount(all, "cpu")), Bytes(memory), Share(memory, Amount(all, "memory"))]);
        }

        return rows;
    }

    /// <param name="usages">Of type PodMetrics.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Pods(IReadOnlyList<JsonObject> usages, bool withNamespace, bool byContainer)
    {
        string[] place = withNamespace ? ["NAMESPACE"] : [];
        var rows = new List<IReadOnlyList<string>> { (string[])(byContainer ? [.. place, "POD", "NAME", "CPU(cores)", "MEMORY(bytes)"] : [.. place, "NAME", "CPU(cores)", "MEMORY(bytes)"]) };
        foreach (var usage in usages)
        {
            string[] head = withNamespace ? [(string?)usage["metadata"]?["namespace"] ?? ""] : [];
            var name = (string?)usage["metadata"]?["name"] ?? "";
            var containers = (usage["containers"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            if (byContainer)
            {
                rows.AddRange(containers.Select(one => (string[])[.. head, name, (string?)one["name"] ?? "", Cores(Amount(one["usage"], "cpu")), Bytes(Amount(one["usage"], "memory"))]));
            }
            else
            {
                rows.Add([.. head, name, Cores(Sum(containers, "cpu")), Bytes(Sum(containers, "memory"))]);
            }
        }

        return rows;
    }

    private static Quantity Sum(IEnumerable<JsonObject> containers, string resource) => containers.Aggregate(default(Quantity), (sum, one) => sum + Amount(one["usage"], resource));

    private static Quantity Amount(JsonNode? amounts, string resource) => Quantity.TryParse((string?)amounts?[resource], out var amount, out _) ? amount : default;

    private static string Cores(Quantity cpu) => string.Create(CultureInfo.InvariantCulture, $"{cpu.MilliValue}m");

    private static string Bytes(Quantity memory) => string.Create(CultureInfo.InvariantCulture, $"{memory.Value >> 20}Mi");

    private static string Share(Quantity used, Quantity all) =>
        all.MilliValue > 0 ? string.Create(CultureInfo.InvariantCulture, $"{(long)((Int128)used.MilliValue * 100 / all.MilliValue)}%") : "<unknown>";
}
