using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.Events;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>Deployment → ReplicaSets.</summary>
internal sealed class DeploymentReconciler(IResources resources, EventRecorder events, TimeProvider time) : IReconciler<ObjectKey>
{
    private const string Component = "deployment-controller";
    private readonly IResources _resources = resources.As($"system:{Component}");

    public string Name => "deployment";

    public IReadOnlyList<Kind>? Kinds => [KindTable.Deployment, KindTable.ReplicaSet, KindTable.Pod];

    public IEnumerable<ObjectKey> KeysOf(ResourceChange change) => change.Object switch
    {
        Deployment => [new(change.Namespace, change.Name)],
        ReplicaSet set => KeysOf(set).Concat(KeysOf(change.Previous as ReplicaSet)).Distinct(),
        // Recreate waits for the last old pod to be gone or finished.
        Pod pod when change.Type == ResourceChangeType.Deleted || PodReadiness.IsFinished(pod) => KeysOf(FindOwner(pod)),
        _ => [],
    };

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_resources.Find<Deployment>(key.Namespace, key.Name) is not { Spec: not null } deployment)
        {
            return ReconcileResult.Done;
        }

        var now = time.GetUtcNow();
        var pods = RolloutLimits.IsRollingUpdate(deployment) ? [] : _resources.List<Pod>(key.Namespace);
        var plan = DeploymentPlanner.Plan(new(deployment, _resources.List<ReplicaSet>(key.Namespace), pods), now);
        foreach (var action in plan.Actions)
        {
            if (!await ApplyAsync(key, deployment, action, cancellationToken))
            {
                return ReconcileResult.TryAgain;
            }
        }

        return ReconcileResult.At(plan.RunAgainAt, now);
    }

    private async Task<bool> ApplyAsync(ObjectKey key, Deployment deployment, DeploymentAction action, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case DeploymentAction.AdoptReplicaSet adopt:
                return await UpdateAsync(adopt.ReplicaSet with { Metadata = Owners.WithController(adopt.ReplicaSet.Metadata, deployment) }, cancellationToken);
            case DeploymentAction.ReleaseReplicaSet release:
                return await UpdateAsync(release.ReplicaSet with { Metadata = Owners.WithoutOwners(release.ReplicaSet.Metadata, [deployment.Uid]) }, cancellationToken);
            case DeploymentAction.CreateReplicaSet create:
                return await CreateAsync(deployment, create, cancellationToken);
            case DeploymentAction.UpdateReplicaSet update:
                return await UpdateAsync(update.ReplicaSet, cancellationToken) && Record(deployment, update.Events);
            case DeploymentAction.DeleteReplicaSet delete:
                var options = new DeleteOptions { Preconditions = new() { Uid = delete.ReplicaSet.Uid, ResourceVersion = delete.ReplicaSet.Metadata.ResourceVersion } };
                var deleted = await _resources.DeleteAsync<ReplicaSet>(key.Namespace, delete.ReplicaSet.Name, options, cancellationToken);
                return deleted.Succeeded || deleted.IsNotFound;
            case DeploymentAction.UpdateAnnotations update:
                return await UpdateAsync(deployment with { Metadata = deployment.Metadata with { Annotations = update.Annotations } }, cancellationToken);
            case DeploymentAction.UpdateStatus update:
                // The version may be newer by our own annotations; the status has no other writer, the uid says it is the same object.
                var metadata = deployment.Metadata with { ResourceVersion = null };
                return (await _resources.UpdateStatusAsync(deployment with { Metadata = metadata, Status = update.Status }, cancellationToken)).Succeeded;
            default:
                throw new InvalidOperationException($"Unknown action {action}");
        }
    }

    private async Task<bool> CreateAsync(Deployment deployment, DeploymentAction.CreateReplicaSet create, CancellationToken cancellationToken)
    {
        var result = await _resources.CreateAsync(create.ReplicaSet, cancellationToken);
        if (result.Succeeded)
        {
            return create.Event is null || Record(deployment, [create.Event]);
        }

        var status = deployment.Status ?? new();
        if (result.IsConflict)
        {
            // Another template has the same hash: count up, and the next pass takes another name.
            var existing = _resources.Find<ReplicaSet>(deployment.Namespace, create.ReplicaSet.Name);
            status = existing is null || Owners.IsControlledBy(existing, deployment) ? status : status with { CollisionCount = (status.CollisionCount ?? 0) + 1 };
        }
        else
        {
            var message = $"Failed to create new replica set \"{create.ReplicaSet.Name}\": {result.Error.Message}";
            status = DeploymentPlanner.BuildCreateFailed(deployment, message, time.GetUtcNow());
            events.Record(deployment, PlannedEvent.Warning("ReplicaSetCreateError", message), Component);
        }

        if (!ReferenceEquals(status, deployment.Status))
        {
            await _resources.UpdateStatusAsync(deployment with { Status = status }, cancellationToken);
        }

        return false;
    }

    private async Task<bool> UpdateAsync<T>(T obj, CancellationToken cancellationToken)
        where T : ApiObject
        => (await _resources.UpdateAsync(obj, cancellationToken)).Succeeded;

    private bool Record(Deployment deployment, IReadOnlyList<PlannedEvent> planned)
    {
        foreach (var one in planned)
        {
            events.Record(deployment, one, Component);
        }

        return true;
    }

    private IEnumerable<ObjectKey> KeysOf(ReplicaSet? set)
    {
        if (set is null)
        {
            return [];
        }

        return Owners.ControllerOf(set) is { } owner
            ? owner.Kind == "Deployment" ? [new(set.Namespace, owner.Name)] : []
            : _resources.List<Deployment>(set.Namespace).Where(deployment => LabelMatch.Matches(deployment.Spec?.Selector, set.Metadata.Labels)).Select(ObjectKey.Of);
    }

    private ReplicaSet? FindOwner(Pod pod)
        => Owners.ControllerOf(pod) is { Kind: "ReplicaSet" } owner ? _resources.Find<ReplicaSet>(pod.Namespace, owner.Name) : null;
}
