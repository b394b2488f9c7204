using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>One document of a manifest: an object to apply, or why it is none.</summary>
/// <param name="Label">What the answer calls it.</param>
internal sealed record ManifestItem(string Label)
{
    public Kind? Kind { get; init; }

    public string? Namespace { get; init; }

    /// <summary>As written: decoded strictly.</summary>
    public DocumentNode? Document { get; init; }

    /// <summary>The same as JSON, with its namespace: merged into what is stored.</summary>
    public JsonObject? Json { get; init; }

    public ApiStatus? Fault { get; init; }
}
