using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Services;

namespace EdgeKube.Controller.Fleet.Views;

/// <summary>What a node is told of a Service: its address and ports. Selector, labels and status cost the link nothing. Pure.</summary>
internal static class ServiceContent
{
    private const string Headless = "None";

    /// <summary>Null for a Service without an address of its own.</summary>
    public static ReadOnlyMemory<byte>? Find(SchemaObject? service)
    {
        if (service?.Text("spec", "clusterIP") is not ({ Length: > 0 } and not Headless) || service.Text("spec", "type") == "ExternalName")
        {
            return new ReadOnlyMemory<byte>?();
        }

        var ports = new List<ClusterPort>();
        if (service.Find("spec", "ports") is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var port in list.EnumerateArray())
            {
                ports.Add(new ClusterPort(Text(port, "name") ?? "", port.GetProperty("port").GetInt32(), Text(port, "protocol") ?? "TCP"));
            }
        }

        return new ClusterAddress(service.Text("spec", "clusterIP"), ports).Encode();
    }

    private static string? Text(JsonElement port, string name) => port.TryGetProperty(name, out var value) ? value.GetString() : null;
}
