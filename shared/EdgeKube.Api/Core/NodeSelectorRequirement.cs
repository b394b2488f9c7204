using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One condition on a label or field of a node.</summary>
[Description("One condition on a label or field of a node.")]
public sealed record NodeSelectorRequirement
{
    [Description("Label or field the condition is about.")]
    public string Key { get; init => field = value ?? ""; } = "";

    [Description("In, NotIn, Exists, DoesNotExist, Gt or Lt.")]
    [KnownValues("DoesNotExist", "Exists", "Gt", "In", "Lt", "NotIn")]
    public string Operator { get; init => field = value ?? ""; } = "";

    [Description("Values for In and NotIn; one whole number for Gt and Lt; none for Exists and DoesNotExist.")]
    [Atomic]
    public IReadOnlyList<string>? Values { get; init; }
}
