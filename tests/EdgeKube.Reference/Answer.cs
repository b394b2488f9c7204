using System.Text.Json.Nodes;

namespace EdgeKube.Reference;

internal sealed record Answer(int Code, string Text, IReadOnlyList<string> Warnings)
{
    public JsonNode? Json => Text.StartsWith('{') ? JsonNode.Parse(Text) : null;
}
