using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class PodConditions
{
    public const string DisruptionTarget = "DisruptionTarget";

    /// <summary>In the kubelet's order. A condition keeps its transition time as long as its status does not change.</summary>
    public static IReadOnlyList<PodCondition> Build(
        Pod pod, PodGoal goal, string phase, IReadOnlyList<ContainerStatus> inits, IReadOnlyList<ContainerStatus> containers, bool hasSandbox, DateTimeOffset now)
    {
        var known = goal.KnownStatus;
        var (ready, reason, message) = goal.IsTerminal && PodStatusParts.FindCondition(known, "Ready") is { Status: "False" } last
            ? (false, last.Reason, last.Message)
            : Readiness(phase, [.. inits.Where(init => PodContainers.HasSidecar(pod.Spec, init.Name)), .. containers]);
        var initialized = Initialization(pod, phase, inits, containers);
        var scheduled = PodStatusParts.FindCondition(known, "PodScheduled") ?? PodStatusParts.FindCondition(pod.Status, "PodScheduled");
        return
        [
            Condition("PodReadyToStartContainers", hasSandbox, null, null),
            Condition("Initialized", initialized.IsTrue, initialized.Reason, initialized.Message),
            ready && GateFault(pod) is { } gate ? Condition("Ready", false, "ReadinessGatesNotReady", gate) : Condition("Ready", ready, reason, message),
            Condition("ContainersReady", ready, reason, message),
            (scheduled ?? new PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = now }) with
            {
                ObservedGeneration = pod.Metadata.Generation,
            },
        ];

        PodCondition Condition(string type, bool isTrue, string? why, string? text)
        {
            var status = isTrue ? "True" : "False";
            var before = PodStatusParts.FindCondition(known, type);
            return new PodCondition
            {
                Type = type,
                Status = status,
                Reason = why,
                Message = text,
                ObservedGeneration = pod.Metadata.Generation,
                LastTransitionTime = before?.Status == status ? before.LastTransitionTime : now,
            };
        }
    }

    /// <summary>Says that the node has ended the pod for its own sake; it stays once it was said, and so is said when nothing of the pod runs any more.</summary>
    /// <param name="why">Null: it has not.</param>
    public static IEnumerable<PodCondition> Disruption(Pod pod, PodStatus? known, string? why, DateTimeOffset now)
    {
        if (PodStatusParts.FindCondition(known, DisruptionTarget) is { } told)
        {
            yield return told;
        }
        else if (why is not null)
        {
            yield return new PodCondition
            {
                Type = DisruptionTarget,
                Status = "True",
                Reason = "TerminationByKubelet",
                Message = why,
                ObservedGeneration = pod.Metadata.Generation,
                LastTransitionTime = now,
            };
        }
    }

    // Gates are conditions that others set; the view brings them.
    private static string? GateFault(Pod pod)
    {
        var faults = new List<string>();
        foreach (var gate in pod.Spec?.ReadinessGates ?? [])
        {
            var found = PodStatusParts.FindCondition(pod.Status, gate.ConditionType);
            if (found?.Status != "True")
            {
                faults.Add(found is null
                    ? $"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist."
                    : $"the status of pod readiness gate \"{gate.ConditionType}\" is not \"True\", but {found.Status}");
            }
        }

        return faults.Count == 0 ? null : string.Join(", ", faults);
    }

    private static (bool IsTrue, string? Reason, string? Message) Initialization(
        Pod pod, string phase, IReadOnlyList<ContainerStatus> inits, IReadOnlyList<ContainerStatus> containers)
    {
        if (phase == PodPhase.Succeeded)
        {
            return (true, "PodCompleted", null);
        }

        return InitStatus.HasStarted(containers) || InitStatus.FindIncomplete(pod.Spec, inits) is not { Count: > 0 } incomplete
            ? (true, null, null)
            : (false, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', incomplete)}]");
    }

    private static (bool Ready, string? Reason, string? Message) Readiness(string phase, IReadOnlyList<ContainerStatus> containers)
    {
        if (PodPhase.IsTerminal(phase))
        {
            return (false, phase == PodPhase.Succeeded ? "PodCompleted" : "PodFailed", null);
        }

        var unready = containers.Where(container => !container.Ready).Select(container => container.Name).ToList();
        return unready.Count == 0
            ? (true, null, null)
            : (false, "ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]");
    }
}
