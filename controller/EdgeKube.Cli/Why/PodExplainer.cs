using EdgeKube.Api;

namespace EdgeKube.Cli.Why;

/// <summary>Why a pod is as it is. Pure.</summary>
internal static class PodExplainer
{
    /// <param name="pod">The pod.</param>
    /// <param name="node">Its node; null when it has none, or one that does not exist.</param>
    /// <param name="events">What happened to the pod and to its node.</param>
    public static Explanation Explain(Pod pod, Node? node, IReadOnlyList<Event> events)
    {
        var chain = new List<string> { Wish(pod) };
        var bound = pod.Spec?.NodeName is { Length: > 0 } name ? name : null;
        if (bound is null)
        {
            return Unbound(pod, chain);
        }

        chain.Add($"it is bound to node/{bound}");
        return FindNodeTrouble(pod, bound, node, chain) ?? OfContainers(pod, chain, events);
    }

    private static string Wish(Pod pod) => pod.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller is true) is { } owner
        ? $"{owner.Kind.ToLowerInvariant()}/{owner.Name} wants it"
        : "somebody created it; nothing would replace it";

    private static Explanation Unbound(Pod pod, List<string> chain)
    {
        var scheduled = pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "PodScheduled");
        if (pod.Spec?.SchedulingGates is { Count: > 0 } gates)
        {
            chain.Add($"it is held back by scheduling gates: {string.Join(", ", gates.Select(gate => gate.Name))}");
            return new Explanation(Head(pod, "waits for a node"), chain, "whoever set the gates removes them when it may go on");
        }

        if (pod.Spec?.SchedulerName is { Length: > 0 } scheduler and not PodSpec.DefaultScheduler && scheduled?.Status != "False")
        {
            chain.Add($"it waits for the scheduler \"{scheduler}\" to bind it to a node; only \"{PodSpec.DefaultScheduler}\" is part of the controller");
            return new Explanation(Head(pod, "waits for a node"), chain, "start that scheduler, or create the pod again without spec.schedulerName");
        }

        chain.Add(scheduled is { Status: "False", Message: { Length: > 0 } message } ? $"no node takes it: {message}" : "the scheduler has not looked at it yet");
        return new Explanation(Head(pod, "waits for a node"), chain, scheduled?.Status == "False" ? OfRefusal(pod, scheduled.Message ?? "") : "wait a moment; the controller's log says why if it lasts");
    }

    private static string OfRefusal(Pod pod, string message) => message switch
    {
        _ when message.Contains("bound to non-existent persistentvolume", StringComparison.Ordinal) =>
            $"the volume is gone: create it anew under that name, or delete the claim and create it anew (edgectl get pvc -n {pod.Namespace}); the pod goes on by itself",
        _ when message.Contains("persistentvolumeclaim ", StringComparison.Ordinal) =>
            $"create that claim, or correct its name (edgectl get pvc -n {pod.Namespace}); the pod goes on by itself",
        _ => "give it a node that fits (edgectl get nodes), or ask for less: resources, nodeSelector, tolerations",
    };

    private static Explanation? FindNodeTrouble(Pod pod, string bound, Node? node, List<string> chain)
    {
        if (node is null)
        {
            chain.Add("that node does not exist any more");
            return new Explanation(Head(pod, "has lost its node"), chain, "it is removed by itself; what owns it makes another");
        }

        var isReady = node.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) is true;
        if (!isReady)
        {
            chain.AddRange(NodeExplainer.Explain(node, []).Chain);
            return new Explanation(Head(pod, $"was last heard of as {pod.Status?.Phase ?? "Pending"}"), chain, $"see why its node is away: edgectl why node/{bound}");
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            chain.Add($"it is being deleted: its containers have {pod.Spec?.TerminationGracePeriodSeconds ?? 30} s to end");
            return new Explanation(Head(pod, "is ending"), chain, $"wait; if it lasts: edgectl describe pod {pod.Name} -n {pod.Namespace}");
        }

        return null;
    }

    private static Explanation OfContainers(Pod pod, List<string> chain, IReadOnlyList<Event> events)
    {
        if (pod.Status?.Phase is "Succeeded")
        {
            return new Explanation(Head(pod, "has done its work"), [.. chain, "every container ended with exit code 0"], "nothing to do");
        }

        if (pod.Status is { Reason: { Length: > 0 } reason } status)
        {
            chain.Add($"{reason}{(string.IsNullOrEmpty(status.Message) ? "" : $": {status.Message}")}");
        }

        // The first that is stuck holds up those after it.
        var statuses = (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);
        var troubles = statuses.Select(one => ContainerExplainer.Find(pod, one, events)).OfType<(string Cause, string Next)>().ToList();
        if (troubles.Count > 0)
        {
            chain.AddRange(troubles.Select(trouble => trouble.Cause));
            var damaged = ImageExplainer.Find(events, PodContainers.All(pod.Spec).Select(container => container.Image ?? ""));
            chain.AddRange(damaged.Select(image => image.Cause));
            var next = damaged is [var first, ..] ? first.Next : OfReason(pod) ?? troubles[0].Next;
            return new Explanation(Head(pod, pod.Status?.Phase is "Failed" ? "has failed" : "is not ready"), chain, next);
        }

        var ready = pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready");
        return pod.Status?.Phase switch
        {
            "Running" when ready is { Status: "False", Reason: "ReadinessGatesNotReady" } => new Explanation(
                Head(pod, "is not ready"), [.. chain, $"its containers are; {ready.Message}"], "whoever looks after that readiness gate must say that it is met"),
            "Running" => new Explanation(Head(pod, "runs and is ready"), chain, "nothing to do"),
            "Failed" => new Explanation(Head(pod, "has failed"), chain, OfReason(pod) ?? $"see its events: edgectl describe pod {pod.Name} -n {pod.Namespace}"),
            _ => new Explanation(Head(pod, "is about to start"), [.. chain, "the node has not started its containers yet"], $"wait a moment; if it lasts: edgectl describe pod {pod.Name} -n {pod.Namespace}"),
        };
    }

    // Why the node itself has ended it, or never took it in.
    private static string? OfReason(Pod pod) => pod.Status is not { Phase: "Failed", Reason: { } reason } status ? null : reason switch
    {
        "Evicted" when status.Message?.Contains("The node ", StringComparison.Ordinal) is true =>
            $"see what its node is short of: edgectl why node/{pod.Spec?.NodeName}; a pod that requests what it uses goes later",
        "Evicted" => "raise the limit that is named, or make it write less",
        "DeadlineExceeded" => "raise spec.activeDeadlineSeconds, or make it end sooner",
        "NodeAffinity" => $"give node/{pod.Spec?.NodeName} the labels that it asks for, or let the scheduler choose a node (no spec.nodeName)",
        "Terminated" => "its machine was shut down, and its restartPolicy lets nothing start again: create it anew",
        _ => null,
    };

    private static string Head(Pod pod, string state) => $"pod/{pod.Name} {state}";
}
