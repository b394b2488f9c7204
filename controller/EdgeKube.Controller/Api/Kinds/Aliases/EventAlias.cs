using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>events.k8s.io/v1: core's Events with other names for half of the fields.</summary>
internal sealed class EventAlias : KindAlias
{
    private static readonly (string Stored, string Name)[] Names =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    public override string StoredVersion => "v1";

    public override ObjectTable StoredTable => EventTable.Table;

    public override SchemaObject FromStored(ApiObject stored)
    {
        var node = JsonSerializer.SerializeToNode((Event)stored, CoreJsonContext.Default.Event)!.AsObject();
        foreach (var (from, to) in Names)
        {
            Rename(node, from, to);
        }

        node["apiVersion"] = "events.k8s.io/v1";
        return node.Deserialize(SchemaJsonContext.Default.SchemaObject)!;
    }

    public override ApiObject ToStored(SchemaObject obj)
    {
        var node = JsonSerializer.SerializeToNode(obj, SchemaJsonContext.Default.SchemaObject)!.AsObject();
        foreach (var (to, from) in Names)
        {
            Rename(node, from, to);
        }

        node.Remove("apiVersion");
        node.Remove("kind");
        return Defaults.Apply(node.Deserialize(CoreJsonContext.Default.Event)!);
    }

    private static void Rename(JsonObject node, string from, string to)
    {
        if (node.Remove(from, out var value))
        {
            node[to] = value;
        }
    }
}
