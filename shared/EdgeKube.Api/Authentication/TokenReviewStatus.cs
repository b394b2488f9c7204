using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Whose token it is.</summary>
[Description("Whose token it is.")]
public sealed record TokenReviewStatus
{
    [Description("Whether it is anybody's.")]
    public bool? Authenticated { get; init; }

    [Description("Whose it is.")]
    public UserInfo? User { get; init; }

    [Description("For whom of those asked about it is meant.")]
    public IReadOnlyList<string>? Audiences { get; init; }

    [Description("Why it is nobody's.")]
    public string? Error { get; init; }
}
