using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>What a Deployment's pass does to the world.</summary>
internal abstract record DeploymentAction(string Reason)
{
    public sealed record AdoptReplicaSet(ReplicaSet ReplicaSet) : DeploymentAction("Selected");

    public sealed record ReleaseReplicaSet(ReplicaSet ReplicaSet) : DeploymentAction("NotSelected");

    public sealed record CreateReplicaSet(ReplicaSet ReplicaSet, PlannedEvent? Event) : DeploymentAction("NewTemplate");

    public sealed record UpdateReplicaSet(ReplicaSet ReplicaSet, IReadOnlyList<PlannedEvent> Events) : DeploymentAction("Rollout");

    public sealed record DeleteReplicaSet(ReplicaSet ReplicaSet) : DeploymentAction("RevisionHistoryLimit");

    /// <summary>The Deployment's own annotations, which hold its revision.</summary>
    public sealed record UpdateAnnotations(IReadOnlyDictionary<string, string> Annotations) : DeploymentAction("Revision");

    public sealed record UpdateStatus(DeploymentStatus Status) : DeploymentAction("Status");
}
