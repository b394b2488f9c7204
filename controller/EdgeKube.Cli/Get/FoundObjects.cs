using System.Text.Json.Nodes;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary>What was found of one type.</summary>
internal sealed record FoundObjects(ResourceType Type, IReadOnlyList<JsonObject> Items);
