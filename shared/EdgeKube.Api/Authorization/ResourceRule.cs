using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Verbs on resources.</summary>
[Description("Verbs on resources.")]
public sealed record ResourceRule
{
    [Description("What may be done.")]
    public IReadOnlyList<string>? Verbs { get; init; }

    [Description("Groups of the resources.")]
    public IReadOnlyList<string>? ApiGroups { get; init; }

    [Description("The resources.")]
    public IReadOnlyList<string>? Resources { get; init; }

    [Description("Names of the objects; none means all of them.")]
    public IReadOnlyList<string>? ResourceNames { get; init; }
}
