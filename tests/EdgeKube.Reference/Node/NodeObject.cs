using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeKube.Reference.Node;

/// <summary>A Node, or its Lease, as a list of paths and values, without what differs from machine to machine.</summary>
internal static partial class NodeObject
{
    // Whose numbers are the machine's; how they are written is compared.
    private static readonly string[] OfTheMachine = ["status.capacity", "status.allocatable", "status.nodeInfo", "status.images", "metadata.resourceVersion"];

    public static IReadOnlyDictionary<string, string> Flatten(JsonNode item, string nodeIP)
    {
        var values = new Dictionary<string, string>();
        Add(values, "", item, nodeIP);
        return values;
    }

    private static void Add(Dictionary<string, string> values, string path, JsonNode? node, string nodeIP)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Add(values, path.Length == 0 ? name : $"{path}.{name}", value, nodeIP);
                }

                break;
            case JsonArray items when path == "status.images":
                // Of each image the same: the names by which it can be asked for, and its size.
                values[path] = string.Join(' ', items.SelectMany(image => image!.AsObject().Select(member => member.Key)).Distinct().Order(StringComparer.Ordinal));
                break;
            case JsonArray items:
                foreach (var (item, index) in items.Select((item, index) => (item, index)))
                {
                    Add(values, $"{path}[{(string?)(item as JsonObject)?["type"] ?? (string?)(item as JsonObject)?["name"] ?? $"{index}"}]", item, nodeIP);
                }

                break;
            default:
                values[path] = Mask(path, NodeMask.Live($"{node}", null, nodeIP));
                break;
        }
    }

    private static string Mask(string path, string text)
        => path.EndsWith("Time", StringComparison.Ordinal) || path.EndsWith("Timestamp", StringComparison.Ordinal) ? "<time>"
            : path is "status.nodeInfo.machineID" or "status.nodeInfo.systemUUID" or "status.nodeInfo.bootID" ? "<id>"
            : OfTheMachine.Any(part => path.StartsWith(part, StringComparison.Ordinal)) ? Digits().Replace(text, "#") : text;

    [GeneratedRegex(@"[\d.]+(-[\w.-]+)?")]
    private static partial Regex Digits();
}
