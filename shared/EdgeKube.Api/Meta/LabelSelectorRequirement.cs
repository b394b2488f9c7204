using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One condition on one label.</summary>
[Description("One condition on one label.")]
public sealed record LabelSelectorRequirement
{
    [Description("Label the condition is about.")]
    public string Key { get; init => field = value ?? ""; } = "";

    [Description("In, NotIn, Exists or DoesNotExist.")]
    public string Operator { get; init => field = value ?? ""; } = "";

    [Description("Values for In and NotIn; empty for Exists and DoesNotExist.")]
    public IReadOnlyList<string>? Values { get; init; }
}
