using System.Text.Json.Nodes;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary>What was found of one type.</summary>
internal sealed record FoundObjects(ResourceType Type, IReadOnlyList<JsonObject> Items)
{
    /// <summary>How they look in a table; null: as edgectl itself knows.</summary>
    public KindPrinter? Printer { get; init; }
}
