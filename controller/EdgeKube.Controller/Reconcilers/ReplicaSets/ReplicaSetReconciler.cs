using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.Events;

namespace EdgeKube.Controller.Reconcilers.ReplicaSets;

/// <summary>ReplicaSet → Pods.</summary>
internal sealed class ReplicaSetReconciler(IResources resources, EventRecorder events, TimeProvider time) : IReconciler<ObjectKey>
{
    private const string Component = "replicaset-controller";
    private readonly IResources _resources = resources.As($"system:{Component}");

    public string Name => "replicaset";

    public IReadOnlyList<Kind>? Kinds => [KindTable.ReplicaSet, KindTable.Pod];

    public IEnumerable<ObjectKey> KeysOf(ResourceChange change) => change.Object switch
    {
        ReplicaSet => [new(change.Namespace, change.Name)],
        Pod pod => KeysOf(pod).Concat(change.Previous is Pod previous ? KeysOf(previous) : []).Distinct(),
        _ => [],
    };

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_resources.Find<ReplicaSet>(key.Namespace, key.Name) is not { } set)
        {
            return ReconcileResult.Done;
        }

        var now = time.GetUtcNow();
        var plan = ReplicaSetPlanner.Plan(new(set, _resources.List<Pod>(key.Namespace), FindSiblings(set)), now);
        var failure = default(PodFailure);
        foreach (var action in plan.Actions)
        {
            switch (action)
            {
                case ReplicaSetAction.AdoptPod adopt:
                    if (!await UpdateAsync(adopt.Pod with { Metadata = Owners.WithController(adopt.Pod.Metadata, set) }, cancellationToken))
                    {
                        return ReconcileResult.TryAgain;
                    }

                    break;
                case ReplicaSetAction.ReleasePod release:
                    if (!await UpdateAsync(release.Pod with { Metadata = Owners.WithoutOwners(release.Pod.Metadata, [set.Uid]) }, cancellationToken))
                    {
                        return ReconcileResult.TryAgain;
                    }

                    break;
                case ReplicaSetAction.CreatePods create:
                    failure = await CreateAsync(set, create, cancellationToken);
                    break;
                case ReplicaSetAction.DeletePods delete:
                    failure = await DeleteAsync(set, delete.Pods, cancellationToken);
                    break;
                default:
                    break;
            }
        }

        return await UpdateStatusAsync(set, plan, failure, now, cancellationToken) && failure.Reason is null
            ? ReconcileResult.At(plan.RunAgainAt, now)
            : ReconcileResult.TryAgain;
    }

    private async Task<bool> UpdateStatusAsync(ReplicaSet set, ReplicaSetPlan plan, PodFailure failure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var planned = plan.Actions.OfType<ReplicaSetAction.UpdateStatus>().FirstOrDefault()?.Status;
        // A pass that had no need to make or delete pods says nothing new about why that failed before, unless all is as wanted.
        var settled = (planned ?? set.Status)?.Replicas == (set.Spec?.Replicas ?? 1);
        var status = planned ?? set.Status ?? new();
        status = failure.Reason is not null || settled ? ReplicaSetPlanner.WithFailure(status, failure.Reason, failure.Message, now) : status;
        return ReferenceEquals(status, set.Status)
            || (await _resources.UpdateStatusAsync(set with { Status = status }, cancellationToken)).Succeeded;
    }

    private async Task<PodFailure> CreateAsync(ReplicaSet set, ReplicaSetAction.CreatePods create, CancellationToken cancellationToken)
    {
        foreach (var batch in SlowStart.Batches(create.Count))
        {
            var results = await Task.WhenAll(Enumerable.Range(0, batch).Select(_ => _resources.CreateAsync(create.Template, cancellationToken)));
            foreach (var result in results.Where(result => result.Succeeded))
            {
                events.Record(set, PlannedEvent.Normal("SuccessfulCreate", $"Created pod: {result.Object!.Name}"), Component);
            }

            if (results.FirstOrDefault(result => !result.Succeeded).Error is { } error)
            {
                if (error.Details?.Causes?.Any(cause => cause.Reason == "NamespaceTerminating") == true)
                {
                    // No fault to report: the ReplicaSet goes with its namespace.
                    return default;
                }

                events.Record(set, PlannedEvent.Warning("FailedCreate", $"Error creating: {error.Message}"), Component);
                return new PodFailure("FailedCreate", error.Message);
            }
        }

        return default;
    }

    private async Task<PodFailure> DeleteAsync(ReplicaSet set, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(pods.Select(pod => _resources.DeleteAsync<Pod>(
            pod.Namespace, pod.Name, new DeleteOptions { Preconditions = new() { Uid = pod.Uid } }, cancellationToken)));
        var failure = default(PodFailure);
        foreach (var (pod, result) in pods.Zip(results))
        {
            if (result.Succeeded)
            {
                events.Record(set, PlannedEvent.Normal("SuccessfulDelete", $"Deleted pod: {pod.Name}"), Component);
            }
            else if (!result.IsNotFound)
            {
                events.Record(set, PlannedEvent.Warning("FailedDelete", $"Error deleting: {result.Error.Message}"), Component);
                failure = new PodFailure("FailedDelete", result.Error.Message);
            }
        }

        return failure;
    }

    private async Task<bool> UpdateAsync(Pod pod, CancellationToken cancellationToken) => (await _resources.UpdateAsync(pod, cancellationToken)).Succeeded;

    private HashSet<string> FindSiblings(ReplicaSet set)
        => Owners.ControllerOf(set) is { } owner
            ? [.. _resources.List<ReplicaSet>(set.Namespace).Where(other => Owners.ControllerOf(other)?.Uid == owner.Uid).Select(other => other.Uid)]
            : [set.Uid];

    private IEnumerable<ObjectKey> KeysOf(Pod pod)
        => Owners.ControllerOf(pod) is { } owner
            ? owner.Kind == "ReplicaSet" ? [new(pod.Namespace, owner.Name)] : []
            : _resources.List<ReplicaSet>(pod.Namespace).Where(set => LabelMatch.Matches(set.Spec?.Selector, pod.Metadata.Labels)).Select(ObjectKey.Of);

    /// <summary>Why pods could not be made or deleted; default when nothing failed.</summary>
    private readonly record struct PodFailure(string? Reason, string? Message);
}
