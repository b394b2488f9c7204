using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A pod's spec is fixed but for a few fields, its node is set by binding, and a bound pod is only gone when its node says so.</summary>
internal sealed class PodKind : Strategy<Pod>
{
    public const long DefaultGraceSeconds = 30;

    private const string FixedSpec =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public override bool HasGeneration => true;

    public override bool ReturnsDeletedObject => true;

    public static bool IsTerminal(Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    protected override Pod Create(Pod obj) => obj with
    {
        Spec = PodLabelKeys.Merge(obj),
        Status = new PodStatus { Phase = "Pending", QosClass = QosClass.Of(obj.Spec), Conditions = PodGates.Conditions(obj) },
    };

    protected override Pod Update(Pod obj, Pod current) => obj with { Status = current.Status };

    // qosClass follows from the spec: a writer of status that leaves it out, or errs, does not change it.
    protected override Pod UpdateStatus(Pod obj, Pod current) => current with
    {
        Status = (obj.Status ?? new PodStatus()) with { QosClass = current.Status?.QosClass ?? QosClass.Of(current.Spec) },
    };

    protected override IEnumerable<StatusCause> ForbiddenChanges(Pod obj, Pod current)
    {
        var old = current.Spec ?? new PodSpec();
        var next = obj.Spec ?? new PodSpec();
        if (next.Containers.Count != old.Containers.Count || (next.InitContainers?.Count ?? 0) != (old.InitContainers?.Count ?? 0))
        {
            yield return Statuses.ForbiddenField("spec.containers", "pod updates may not add or remove containers");
            yield break;
        }

        if (next.ActiveDeadlineSeconds < 0)
        {
            yield return Statuses.InvalidValue("spec.activeDeadlineSeconds", $"{next.ActiveDeadlineSeconds}", "must be between 0 and 2147483647, inclusive");
            yield break;
        }

        foreach (var fault in PodGates.FindAdded(next, old))
        {
            yield return fault;
        }

        var oldTolerations = old.Tolerations ?? [];
        var nextTolerations = next.Tolerations ?? [];
        var comparable = next with
        {
            Containers = [.. next.Containers.Select((container, i) => container with { Image = old.Containers[i].Image })],
            InitContainers = next.InitContainers is { } inits ? [.. inits.Select((container, i) => container with { Image = old.InitContainers![i].Image })] : null,
            ActiveDeadlineSeconds = MayBecome(old.ActiveDeadlineSeconds, next.ActiveDeadlineSeconds) ? old.ActiveDeadlineSeconds : next.ActiveDeadlineSeconds,
            SchedulingGates = old.SchedulingGates,
            Tolerations = oldTolerations.All(nextTolerations.Contains) ? old.Tolerations : next.Tolerations,
        };
        if (!ObjectCodec.HaveEqualJson(obj with { Spec = comparable }, obj with { Spec = old }))
        {
            yield return Statuses.ForbiddenField("spec", FixedSpec);
        }
    }

    // A deadline may be set, and come nearer.
    private static bool MayBecome(long? old, long? next) => next is > 0 && (old is null || next <= old);

    protected override string? Field(Pod obj, string field) => field switch
    {
        "spec.nodeName" => obj.Spec?.NodeName ?? "",
        "spec.restartPolicy" => obj.Spec?.RestartPolicy ?? "",
        "spec.schedulerName" => obj.Spec?.SchedulerName ?? "",
        "spec.serviceAccountName" => obj.Spec?.ServiceAccountName ?? "",
        "spec.hostNetwork" => obj.Spec?.HostNetwork is true ? "true" : "false",
        "status.phase" => obj.Status?.Phase ?? "",
        "status.podIP" => obj.Status?.PodIP ?? "",
        "status.nominatedNodeName" => obj.Status?.NominatedNodeName ?? "",
        _ => null,
    };

    protected override long Grace(Pod obj, long? asked)
    {
        if (string.IsNullOrEmpty(obj.Spec?.NodeName) || IsTerminal(obj))
        {
            return 0;
        }

        var seconds = asked ?? obj.Spec.TerminationGracePeriodSeconds ?? DefaultGraceSeconds;
        return seconds < 0 ? 1 : seconds;
    }
}
