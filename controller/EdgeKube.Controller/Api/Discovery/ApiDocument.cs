using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>Something to read that is no resource.</summary>
/// <param name="Path">Such as <c>/edgekube/v1/link</c>.</param>
/// <param name="Build">As it is now.</param>
internal sealed record ApiDocument(string Path, Func<JsonNode> Build)
{
    public string ContentType { get; init; } = ApiResponse.Json;
}
