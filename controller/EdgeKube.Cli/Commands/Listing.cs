using System.Text.Json.Nodes;

namespace EdgeKube.Cli.Commands;

/// <summary>A list, and the version of the store at which it was read.</summary>
internal sealed record Listing(IReadOnlyList<JsonObject> Items, string ResourceVersion);
