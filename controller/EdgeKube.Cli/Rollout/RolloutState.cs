using EdgeKube.Api;

namespace EdgeKube.Cli.Rollout;

/// <summary>How far a rollout is, in kubectl's words.</summary>
internal sealed record RolloutState(string Message, bool IsDone, bool HasFailed = false)
{
    public static RolloutState Of(Deployment deployment)
    {
        var name = deployment.Name;
        var status = deployment.Status ?? new DeploymentStatus();
        if (deployment.Metadata.Generation > status.ObservedGeneration)
        {
            return new("Waiting for deployment spec update to be observed...", false);
        }

        if (status.Conditions?.Any(condition => condition is { Type: "Progressing", Reason: "ProgressDeadlineExceeded" }) == true)
        {
            return new($"deployment \"{name}\" exceeded its progress deadline", false, true);
        }

        var wanted = deployment.Spec?.Replicas ?? 1;
        return status switch
        {
            _ when status.UpdatedReplicas < wanted => Waiting(name, $"{status.UpdatedReplicas} out of {wanted} new replicas have been updated..."),
            _ when status.Replicas > status.UpdatedReplicas => Waiting(name, $"{status.Replicas - status.UpdatedReplicas} old replicas are pending termination..."),
            _ when status.AvailableReplicas < status.UpdatedReplicas =>
                Waiting(name, $"{status.AvailableReplicas} of {status.UpdatedReplicas} updated replicas are available..."),
            _ => new($"deployment \"{name}\" successfully rolled out", true),
        };
    }

    private static RolloutState Waiting(string name, string what) => new($"Waiting for deployment \"{name}\" rollout to finish: {what}", false);
}
