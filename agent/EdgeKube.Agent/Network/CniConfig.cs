using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Agent.Network;

/// <summary>The CNI configuration of the node's pod network: a bridge, addresses from the node's podCIDR, masquerade towards the world.</summary>
internal static class CniConfig
{
    /// <returns>The JSON text, the same for the same input byte by byte.</returns>
    public static string Build(PodNetworkOptions options, string podCidr)
    {
        var bridge = new JsonObject
        {
            ["type"] = "bridge",
            ["bridge"] = options.BridgeName,
            ["isGateway"] = true,
            ["isDefaultGateway"] = true,
            ["ipMasq"] = true,
            // A pod reaches itself through its own service address only if the bridge may send a packet back where it came from.
            ["hairpinMode"] = true,
            ["ipam"] = new JsonObject
            {
                ["type"] = "host-local",
                ["dataDir"] = options.IpamDirectory,
                ["ranges"] = new JsonArray(new JsonArray(new JsonObject { ["subnet"] = podCidr })),
            },
        };
        var root = new JsonObject
        {
            ["cniVersion"] = "0.4.0",
            ["name"] = options.NetworkName,
            ["plugins"] = new JsonArray(bridge, new JsonObject
            {
                ["type"] = "portmap",
                ["capabilities"] = new JsonObject { ["portMappings"] = true },
            }),
        };
        return Write(root);
    }

    private static string Write(JsonObject root)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            root.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
