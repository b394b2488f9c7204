using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Cells of Services and what stands behind them.</summary>
internal static class ServiceCells
{
    private const int MostShown = 3;

    public static string Address(SchemaObject service) => CellText.OrNone(JsonCells.Text(service.Find("spec", "clusterIP")));

    public static string External(SchemaObject service)
    {
        var type = JsonCells.Text(service.Find("spec", "type"));
        var external = JsonCells.Items(service.Find("spec", "externalIPs")).Select(address => address.ToString());
        if (type == "ExternalName")
        {
            return JsonCells.Text(service.Find("spec", "externalName"));
        }

        if (type != "LoadBalancer")
        {
            return CellText.OrNone(string.Join(',', external));
        }

        var balanced = JsonCells.Items(service.Find("status", "loadBalancer", "ingress"))
            .Select(ingress => JsonCells.Text(ingress, "ip") is { Length: > 0 } ip ? ip : JsonCells.Text(ingress, "hostname"));
        var all = string.Join(',', balanced.Concat(external));
        return all.Length == 0 ? "<pending>" : all;
    }

    public static string Ports(SchemaObject service) => CellText.OrNone(string.Join(',', JsonCells.Items(service.Find("spec", "ports")).Select(port =>
    {
        var node = JsonCells.Text(port, "nodePort");
        return $"{JsonCells.Text(port, "port")}{(node is "" or "0" ? "" : $":{node}")}/{JsonCells.Text(port, "protocol")}";
    })));

    public static string Endpoints(SchemaObject endpoints)
    {
        var all = JsonCells.Items(endpoints.Find("subsets")).SelectMany(OfSubset).ToArray();
        return CellText.OrNone(JsonCells.Shorten(all, MostShown));
    }

    public static string SlicePorts(SchemaObject slice) => CellText.OrUnset(JsonCells.Shorten(
        [.. JsonCells.Items(slice.Find("ports")).Select(port => JsonCells.Text(port, "port") is { Length: > 0 } number ? number : "*")], MostShown));

    public static string SliceEndpoints(SchemaObject slice) => CellText.OrUnset(JsonCells.Shorten(
        [.. JsonCells.Items(slice.Find("endpoints")).SelectMany(endpoint => JsonCells.Items(JsonCells.Member(endpoint, "addresses"))).Select(address => address.ToString())], MostShown));

    // Every address with every port; the ports in the outer place, as kubectl has it.
    private static IEnumerable<string> OfSubset(JsonElement subset)
    {
        var addresses = JsonCells.Items(JsonCells.Member(subset, "addresses")).Select(address => JsonCells.Text(address, "ip")).ToArray();
        var ports = JsonCells.Items(JsonCells.Member(subset, "ports"));
        return ports.Count == 0 ? addresses : ports.SelectMany(port => addresses.Select(address => $"{address}:{JsonCells.Text(port, "port")}"));
    }
}
