using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>How evenly pods are spread over parts of the cluster, such as zones or nodes.</summary>
[Description("How evenly pods are spread over parts of the cluster, such as zones or nodes.")]
public sealed record TopologySpreadConstraint
{
    [Description("How many more of the pods a part may have than the part with the fewest; at least 1.")]
    public int MaxSkew { get; init; }

    [Description("Label of nodes; those with the same value are one part.")]
    public string TopologyKey { get; init => field = value ?? ""; } = "";

    [Description("DoNotSchedule: no node that would make it less even is taken. ScheduleAnyway: others are only better.")]
    [KnownValues("DoNotSchedule", "ScheduleAnyway")]
    public string WhenUnsatisfiable { get; init => field = value ?? ""; } = "";

    [Description("Which pods of the namespace are counted; without one, none.")]
    public LabelSelector? LabelSelector { get; init; }

    [Description("With fewer parts than this, the fewest pods of a part count as 0. Default 1; with DoNotSchedule only.")]
    public int? MinDomains { get; init; }

    [Description("Honor (default): only nodes of the pod's nodeSelector and node affinity make parts. Ignore: all do.")]
    [KnownValues("Honor", "Ignore")]
    public string? NodeAffinityPolicy { get; init; }

    [Description("Honor: nodes with taints that the pod does not tolerate make no parts. Ignore (default): they do.")]
    [KnownValues("Honor", "Ignore")]
    public string? NodeTaintsPolicy { get; init; }

    [Description("Labels whose values the counted pods must share with the pod; they go into labelSelector when the pod is made.")]
    [Atomic]
    public IReadOnlyList<string>? MatchLabelKeys { get; init; }
}
