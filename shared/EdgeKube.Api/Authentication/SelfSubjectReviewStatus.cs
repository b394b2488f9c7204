using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Who the caller is.</summary>
[Description("Who the caller is.")]
public sealed record SelfSubjectReviewStatus
{
    [Description("The caller.")]
    public UserInfo? UserInfo { get; init; }
}
