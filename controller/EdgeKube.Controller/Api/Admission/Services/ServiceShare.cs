using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What a Service has of what all Services share: an address in the cluster, and ports of every node.</summary>
/// <param name="Address">Null for none of its own.</param>
/// <param name="Ports">Ports of the nodes.</param>
internal sealed record ServiceShare(string? Address, IReadOnlyList<int> Ports)
{
    public static ServiceShare Of(SchemaObject? service)
    {
        if (service is null)
        {
            return new ServiceShare(null, []);
        }

        var address = service.Find("spec", "clusterIP") is { ValueKind: JsonValueKind.String } given ? given.GetString()! : "";
        var ports = new List<int>();
        if (service.Find("spec", "ports") is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var port in list.EnumerateArray())
            {
                Add(ports, port.TryGetProperty("nodePort", out var number) ? number : null);
            }
        }

        Add(ports, service.Find("spec", "healthCheckNodePort"));
        return new ServiceShare(address is "" or ServiceRange.None ? null : address, ports);
    }

    // Two ports of one Service may have one number, for two protocols.
    private static void Add(List<int> ports, JsonElement? number)
    {
        if (number is { ValueKind: JsonValueKind.Number } given && given.TryGetInt32(out var port) && port > 0 && !ports.Contains(port))
        {
            ports.Add(port);
        }
    }
}
