using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Events;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Ends the pods whose place a more important one takes, and tells them why.</summary>
internal sealed class Preemptor(IResources resources, EventRecorder events, TimeProvider time)
{
    private const string Type = "DisruptionTarget";

    public async Task RunAsync(Pod pod, Preemption? preemption, CancellationToken cancellationToken)
    {
        foreach (var victim in preemption?.Victims ?? [])
        {
            if (resources.Find<Pod>(victim.Key.Namespace, victim.Key.Name) is not { Metadata.DeletionTimestamp: null } current || current.Uid != victim.Uid)
            {
                continue;
            }

            // Refused only when it has changed or gone meanwhile: then its end says enough.
            await resources.UpdateStatusAsync(current with { Status = WithReason(current) }, cancellationToken);
            var deleted = await resources.DeleteAsync<Pod>(victim.Key.Namespace, victim.Key.Name, new DeleteOptions { Preconditions = new() { Uid = victim.Uid } }, cancellationToken);
            if (deleted.Succeeded)
            {
                events.Record(current, PlannedEvent.Normal("Preempted", $"Preempted by pod {pod.Uid} on node {preemption!.NodeName}"), Scheduler.Component, "Preempting");
            }
        }
    }

    private PodStatus WithReason(Pod victim)
    {
        var condition = new PodCondition
        {
            Type = Type,
            Status = "True",
            Reason = "PreemptionByScheduler",
            Message = $"{Scheduler.Component}: preempting to accommodate a higher priority pod",
            ObservedGeneration = victim.Metadata.Generation,
            LastTransitionTime = time.GetUtcNow(),
        };
        var status = victim.Status ?? new();
        return status with { Conditions = [.. (status.Conditions ?? []).Where(other => other.Type != Type), condition] };
    }
}
