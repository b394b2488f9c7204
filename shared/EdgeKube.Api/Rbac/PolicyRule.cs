using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Permits verbs on resources, or on paths that are none; never both.</summary>
[Description("Permits verbs on resources, or on paths that are none.")]
public sealed record PolicyRule
{
    [Description("What may be done: get, list, watch, create, update, patch, delete, deletecollection or another verb; '*' for all.")]
    public IReadOnlyList<string>? Verbs { get; init; }

    [Description("Groups of the resources; the empty text is the core group, '*' all of them.")]
    public IReadOnlyList<string>? ApiGroups { get; init; }

    [Description("Resources such as pods or pods/log; '*' for all, '*/scale' for one subresource of all.")]
    public IReadOnlyList<string>? Resources { get; init; }

    [Description("Names of the objects; none means all of them.")]
    public IReadOnlyList<string>? ResourceNames { get; init; }

    [Description("Paths that are no resource, such as /healthz; a final '*' stands for any rest. Only in ClusterRoles.")]
    public IReadOnlyList<string>? NonResourceURLs { get; init; }
}
