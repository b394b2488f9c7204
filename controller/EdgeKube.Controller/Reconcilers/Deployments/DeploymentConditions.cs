using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>The conditions of a Deployment and how they are set: one of a kind, the changed one last.</summary>
internal static class DeploymentConditions
{
    public const string Available = "Available";
    public const string Progressing = "Progressing";
    public const string ReplicaFailure = "ReplicaFailure";
    public const string NewReplicaSetAvailable = "NewReplicaSetAvailable";
    public const string ProgressDeadlineExceeded = "ProgressDeadlineExceeded";
    public const string Paused = "DeploymentPaused";

    public static DeploymentCondition? Find(DeploymentStatus? status, string type) => status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    public static DeploymentCondition Build(string type, string status, string reason, string message, DateTimeOffset now) => new()
    {
        Type = type,
        Status = status,
        Reason = reason,
        Message = message,
        LastUpdateTime = now,
        LastTransitionTime = now,
    };

    /// <summary>Nothing changes when status and reason are the same already.</summary>
    public static DeploymentStatus Set(DeploymentStatus status, DeploymentCondition condition)
    {
        var current = Find(status, condition.Type);
        if (current is not null && current.Status == condition.Status && current.Reason == condition.Reason)
        {
            return status;
        }

        var transition = current?.Status == condition.Status ? current.LastTransitionTime : condition.LastTransitionTime;
        return Replace(status, condition with { LastTransitionTime = transition });
    }

    public static DeploymentStatus Replace(DeploymentStatus status, DeploymentCondition condition)
        => status with { Conditions = [.. Without(status, condition.Type), condition] };

    public static DeploymentStatus Remove(DeploymentStatus status, string type) => status with { Conditions = [.. Without(status, type)] };

    public static bool AreEqual(DeploymentStatus left, DeploymentStatus right)
        => left with { Conditions = null } == right with { Conditions = null }
            && (left.Conditions ?? []).SequenceEqual(right.Conditions ?? []);

    private static IEnumerable<DeploymentCondition> Without(DeploymentStatus status, string type)
        => (status.Conditions ?? []).Where(condition => condition.Type != type);
}
