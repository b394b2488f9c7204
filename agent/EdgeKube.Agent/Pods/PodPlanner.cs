using EdgeKube.Agent.Lifecycle;
using EdgeKube.Agent.Pods.Resizing;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Decides what to do next for one pod. Sees only its arguments; <c>now</c> and all waits are on the scale of the node's uptime.</summary>
internal static class PodPlanner
{
    public static PodPlan Plan(PodGoal goal, ObservedPod observed, TimeSpan now)
    {
        if (goal.Ending || goal.Pod is not { } pod)
        {
            return PodEndPlanner.Plan(goal, observed);
        }

        // A pod that is being ended has finished, too; why it was ended is the last word.
        if (!goal.IsTerminal && PodVerdict.Find(pod, observed, now) is { } verdict)
        {
            return PodEndPlanner.PlanFinished(goal, observed, verdict.Grace) with { Verdict = verdict };
        }

        return goal.IsTerminal || HasFinished(goal, pod, observed)
            ? PodEndPlanner.PlanFinished(goal, observed)
            : PlanRun(goal, pod, observed, now).LookingAgainAt(PodVerdict.DueAt(pod, observed)).LookingAgainAt(observed.Storage?.NextAt);
    }

    private static PodPlan PlanRun(PodGoal goal, Pod pod, ObservedPod observed, TimeSpan now)
    {
        var sandbox = observed.ReadySandbox;
        var leftovers = PlanLeftovers(observed, sandbox);
        if (leftovers.Count > 0)
        {
            return PodPlan.Of(leftovers);
        }

        if (sandbox is null)
        {
            return PodPlan.Of([PlanSandbox(pod, observed, now)]);
        }

        var actions = PlanContainers(goal, observed, sandbox.Id, now);
        var plan = PodPlan.Of(actions);
        return plan.HasWork ? plan : ResizePlanner.Plan(pod, observed, now) ?? PodPlan.Of([.. actions, .. PodTidyPlanner.Plan(observed, sandbox)]).LookingAgainAt(ResizePlanner.RetryAt(pod, observed, now));
    }

    // Every container has ended and none may start again.
    private static bool HasFinished(PodGoal goal, Pod pod, ObservedPod observed)
        => InitPlanner.HasFailed(pod, observed) || (pod.Spec?.Containers ?? []).All(container =>
        {
            var newest = observed.Newest(container.Name);
            return newest is null or { Phase: ContainerPhase.Exited }
                && !ContainerPlanner.IsWanted(container, pod, newest, PodStatusParts.FindContainer(goal.KnownStatus, container.Name));
        });

    // Containers outside the pod's sandbox cannot reach the pod's network: they end before others take their place.
    private static List<PodAction> PlanLeftovers(ObservedPod observed, ObservedSandbox? sandbox)
    {
        var actions = new List<PodAction>();
        foreach (var container in observed.Containers.Where(container => IsLive(container) && container.SandboxId != sandbox?.Id))
        {
            actions.Add(new PodAction.StopContainer(container.Id, container.Name, container.GracePeriod, null, "SandboxChanged"));
        }

        foreach (var extra in observed.Sandboxes.Where(other => other.Ready && other.Id != sandbox?.Id))
        {
            actions.Add(new PodAction.StopSandbox(extra.Id, "Superseded"));
        }

        return actions;
    }

    private static PodAction PlanSandbox(Pod pod, ObservedPod observed, TimeSpan now)
    {
        if (observed.SandboxWait is { } wait && now < wait.RetryAt)
        {
            return new PodAction.Wait("", wait.Reason, wait.Message, wait.RetryAt);
        }

        if (!observed.NetworkReady && pod.Spec?.HostNetwork != true)
        {
            return new PodAction.WaitForNetwork("NetworkNotReady");
        }

        return observed.Sandboxes is [var newest, ..]
            ? new PodAction.RunSandbox(newest.Attempt + 1, "SandboxChanged")
            : new PodAction.RunSandbox(0, "NoSandbox");
    }

    private static IReadOnlyList<PodAction> PlanContainers(PodGoal goal, ObservedPod observed, string sandboxId, TimeSpan now)
    {
        var init = InitPlanner.Plan(goal, observed, sandboxId, now);
        if (!init.IsDone)
        {
            return init.Actions;
        }

        var actions = new List<PodAction>(init.Actions);
        foreach (var container in goal.Pod!.Spec?.Containers ?? [])
        {
            if (ContainerPlanner.Plan(ContainerCase.Of(container, goal, observed, sandboxId), now) is { } action)
            {
                actions.Add(action);
            }
        }

        foreach (var container in goal.Pod.Spec?.EphemeralContainers ?? [])
        {
            // Whatever the pod's policy: it is there to look once.
            if (ContainerPlanner.Plan(ContainerCase.Of(container with { RestartPolicy = RestartPolicy.Never }, goal, observed, sandboxId), now) is { } action)
            {
                actions.Add(action);
            }
        }

        return actions;
    }

    private static bool IsLive(ObservedContainer container) => container.Phase is ContainerPhase.Running or ContainerPhase.Unknown;
}
