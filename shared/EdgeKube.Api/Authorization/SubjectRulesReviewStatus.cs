using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>What somebody may do.</summary>
[Description("What somebody may do.")]
public sealed record SubjectRulesReviewStatus
{
    [Description("What may be done to resources.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<ResourceRule>? ResourceRules { get; init; }

    [Description("What may be done with paths that are no resource.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<NonResourceRule>? NonResourceRules { get; init; }

    [Description("Whether there may be more.")]
    public bool Incomplete { get; init; }

    [Description("What went wrong while it was found out.")]
    public string? EvaluationError { get; init; }
}
