using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Tests.Api;

internal sealed record ApiAnswer(int Code, string Text)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Message => (string)Json["message"]!;

    public string Reason => (string)Json["reason"]!;

    public string Version => (string)Json["metadata"]!["resourceVersion"]!;
}
