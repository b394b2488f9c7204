using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Whether a container that has ended is started again: by its own rules, then its own policy, then the pod's.</summary>
internal static class RestartRules
{
    public static bool AllowsRestart(Container container, Pod pod, int exitCode)
        => Fits(container.RestartPolicyRules, exitCode) || RestartPolicy.AllowsRestart(PolicyOf(container, pod), exitCode);

    // An init container that has succeeded is done, whatever the pod's policy.
    private static string PolicyOf(Container container, Pod pod)
    {
        var policy = container.RestartPolicy ?? RestartPolicy.Of(pod);
        return policy == RestartPolicy.Always && container.RestartPolicy is null && PodContainers.FindInit(pod.Spec, container.Name) is not null
            ? RestartPolicy.OnFailure
            : policy;
    }

    // Restart is the only action there is.
    private static bool Fits(IReadOnlyList<ContainerRestartRule>? rules, int exitCode)
    {
        foreach (var rule in rules ?? [])
        {
            if (rule.ExitCodes is { } codes && (codes.Values ?? []).Contains(exitCode) == (codes.Operator == "In"))
            {
                return true;
            }
        }

        return false;
    }
}
