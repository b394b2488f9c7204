using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What a list says of itself.</summary>
[Description("What a list says of itself.")]
public sealed record ListMeta
{
    [Description("Version of the store at which the list was read.")]
    public string? ResourceVersion { get; init; }

    [Description("Token with which the next part of a chunked list is asked for.")]
    public string? Continue { get; init; }

    [Description("Items not yet in this part, when known.")]
    public long? RemainingItemCount { get; init; }
}
