using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>What became of one document of a manifest.</summary>
public sealed record ApplyResultItem
{
    /// <summary><c>deployment.apps/web</c>, or <c>document 2</c> when the object could not be told.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    public string? Namespace { get; init; }

    /// <summary><c>created</c>, <c>configured</c>, <c>unchanged</c> or <c>failed</c>.</summary>
    public string Result { get; init => field = value ?? ""; } = "";

    /// <summary>The object afterwards, when it was asked for: <c>show</c>.</summary>
    public JsonNode? Shown { get; init; }

    /// <summary>Why, when <see cref="Result"/> is <c>failed</c>.</summary>
    public ApiStatus? Status { get; init; }
}
