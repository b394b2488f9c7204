using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Verbs on paths that are no resource.</summary>
[Description("Verbs on paths that are no resource.")]
public sealed record NonResourceRule
{
    [Description("What may be done.")]
    public IReadOnlyList<string>? Verbs { get; init; }

    [Description("The paths; a final '*' stands for any rest.")]
    public IReadOnlyList<string>? NonResourceURLs { get; init; }
}
