using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A token to be looked at.</summary>
[Description("A token to be looked at.")]
public sealed record TokenReviewSpec
{
    [Description("The token.")]
    public string? Token { get; init; }

    [Description("For whom it must be meant; none means this API.")]
    public IReadOnlyList<string>? Audiences { get; init; }
}
