namespace EdgeKube.Api;

/// <summary>Cells of the networking group.</summary>
internal static class IngressCells
{
    private const int MostHosts = 3;

    public static string Hosts(SchemaObject ingress)
    {
        var hosts = JsonCells.Items(ingress.Find("spec", "rules")).Select(rule => JsonCells.Text(rule, "host")).Where(host => host.Length > 0).ToArray();
        return hosts.Length == 0 ? "*" : JsonCells.Shorten(hosts, MostHosts);
    }

    public static string Address(SchemaObject ingress) => string.Join(',', JsonCells.Items(ingress.Find("status", "loadBalancer", "ingress"))
        .Select(given => JsonCells.Text(given, "ip") is { Length: > 0 } ip ? ip : JsonCells.Text(given, "hostname")));

    public static string Ports(SchemaObject ingress) => JsonCells.Items(ingress.Find("spec", "tls")).Count > 0 ? "80, 443" : "80";

    public static string Parameters(SchemaObject ingressClass)
    {
        var parameters = ingressClass.Find("spec", "parameters");
        if (parameters is null)
        {
            return CellText.None;
        }

        var group = JsonCells.Text(parameters, "apiGroup");
        var kind = JsonCells.Text(parameters, "kind");
        return $"{kind}{(group.Length == 0 ? "" : $".{group}")}/{JsonCells.Text(parameters, "name")}";
    }

    public static string Parent(SchemaObject address)
    {
        var parent = address.Find("spec", "parentRef");
        string[] parts = [JsonCells.Text(parent, "resource"), JsonCells.Text(parent, "namespace"), JsonCells.Text(parent, "name")];
        var group = JsonCells.Text(parent, "group");
        return string.Join('/', parts.Where(part => part.Length > 0).Select((part, i) => i == 0 && group.Length > 0 ? $"{part}.{group}" : part));
    }
}
