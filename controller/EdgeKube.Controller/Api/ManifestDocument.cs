using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>One document of a manifest: an object to apply, or why it is none.</summary>
/// <param name="Label">What the answer calls it.</param>
internal sealed record ManifestDocument(string Label)
{
    public Kind? Kind { get; init; }

    public string? Namespace { get; init; }

    public JsonObject? Json { get; init; }

    public ApiStatus? Fault { get; init; }
}
