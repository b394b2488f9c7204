using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Local;

/// <summary>What somebody at the node may do beside looking.</summary>
internal sealed class LocalVerbs(PodManager pods)
{
    /// <summary>Ends containers with their grace; they start again by their own policy, without back-off.</summary>
    /// <param name="container">Null or empty: all that are the pod's main ones.</param>
    public LocalAnswer Restart(Pod pod, string? container)
    {
        var names = (pod.Spec?.Containers ?? []).Select(one => one.Name).Where(name => string.IsNullOrEmpty(container) || name == container).ToList();
        if (names.Count == 0)
        {
            return LocalAnswer.Failure(400, "BadRequest", $"container {container} is not valid for pod {pod.Name}");
        }

        // Of one that is not to run again a restart would be the end.
        if (RestartPolicy.Of(pod) is not RestartPolicy.Always and var policy)
        {
            return LocalAnswer.Failure(409, "Conflict", $"pod \"{pod.Name}\": its restartPolicy is {policy}, so its containers would not start again");
        }

        return pods.Restart(pod.Uid, names)
            ? LocalAnswer.Success($"pod \"{pod.Name}\": {string.Join(", ", names)} will be restarted")
            : LocalAnswer.Failure(409, "Conflict", $"pod \"{pod.Name}\": does not run on this node yet");
    }
}
