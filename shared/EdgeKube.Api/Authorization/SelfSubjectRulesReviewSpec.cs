using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A namespace to be asked about.</summary>
[Description("A namespace to be asked about.")]
public sealed record SelfSubjectRulesReviewSpec
{
    [Description("The namespace.")]
    public string? Namespace { get; init; }
}
