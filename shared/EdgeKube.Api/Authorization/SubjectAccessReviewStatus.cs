using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Whether an access is allowed.</summary>
[Description("Whether an access is allowed.")]
public sealed record SubjectAccessReviewStatus
{
    [Description("Whether it is allowed.")]
    public bool Allowed { get; init; }

    [Description("True when it is forbidden whatever else says yes.")]
    public bool? Denied { get; init; }

    [Description("Why.")]
    public string? Reason { get; init; }

    [Description("What went wrong while it was found out.")]
    public string? EvaluationError { get; init; }
}
