using System.Threading.Channels;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Events;
using EdgeKube.Controller.Reconcilers.Volumes;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Scheduling;

/// <summary>
/// The scheduler's shell: one loop owns the cluster's state and the queue, decides pod by pod, and binds many at once (so that the store can
/// put them into one transaction).
/// </summary>
internal sealed class Scheduler(IResources resources, EventRecorder events, TimeProvider time, ILogger<Scheduler> logger) : IControllerLoop
{
    public const string Component = PodSpec.DefaultScheduler;

    private static readonly IReadOnlyList<Kind> Kinds =
        [KindTable.Namespace, KindTable.Node, KindTable.Pod, WellKnownKinds.PersistentVolumeClaim, WellKnownKinds.PersistentVolume, WellKnownKinds.StorageClass];

    private readonly IResources _resources = resources.As("system:kube-scheduler");
    private readonly Preemptor _preemptor = new(resources.As("system:kube-scheduler"), events, time);

    public string Name => "scheduler";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Not marked as read by one: that kind of channel cannot say how much waits in it.
        var inputs = Channel.CreateUnbounded<SchedulerInput>();

        // Comes back with all that exists in the channel, since nothing in it waits before: no pod is placed by half of what is known.
        var watch = WatchAsync(inputs.Writer, stop.Token);
        try
        {
            await DecideAsync(new Pass(inputs, time.GetTimestamp()), stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
        }

        await watch;
    }

    private async Task WatchAsync(ChannelWriter<SchedulerInput> inputs, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in ResourceWatch.FollowAsync(_resources, Kinds, cancellationToken))
            {
                inputs.TryWrite(new SchedulerInput.Changed(change));
            }

            inputs.TryComplete();
        }
        catch (Exception error)
        {
            // Ends the deciding loop with the same error; the supervisor starts both anew.
            inputs.TryComplete(error);
        }
    }

    private async Task DecideAsync(Pass pass, CancellationToken cancellationToken)
    {
        while (await pass.Inputs.Reader.WaitToReadAsync(cancellationToken))
        {
            while (pass.Inputs.Reader.TryRead(out var input))
            {
                Take(pass, input);
            }

            pass.Queue.ReleaseDue(time.GetElapsedTime(pass.Start));
            // What arrives while a long queue is worked off is looked at in between.
            while (pass.Inputs.Reader.Count == 0 && pass.Queue.TakeNext() is { } pod)
            {
                await ScheduleAsync(pass, pod, cancellationToken);
            }

            if (pass.Inputs.Reader.Count == 0 && pass.Queue.NextDue is { } due && (pass.WakeAt is null || due < pass.WakeAt))
            {
                pass.WakeAt = due;
                _ = WakeAsync(pass, due, cancellationToken);
            }
        }
    }

    private void Take(Pass pass, SchedulerInput input)
    {
        var now = time.GetElapsedTime(pass.Start);
        switch (input)
        {
            case SchedulerInput.Changed { Change: { Object: Node node } change }:
                pass.Cluster.SetNode(change.Name, change.Type == ResourceChangeType.Deleted ? null : node);
                Tell(pass.Queue, NodeChanges.Judge(change), now);
                break;
            case SchedulerInput.Changed { Change: { Object: Pod pod } change }:
                Tell(pass.Queue, pass.Cluster.Observe(pod, change.Type == ResourceChangeType.Deleted), now);
                TakePod(pass, pod, change.Type == ResourceChangeType.Deleted);
                break;
            case SchedulerInput.Changed { Change: { Object: Namespace @namespace } change }:
                Tell(pass.Queue, pass.Cluster.Observe(@namespace, change.Type == ResourceChangeType.Deleted), now);
                break;
            case SchedulerInput.Changed:
                // A volume or a claim: whoever waits for one looks again.
                pass.Queue.ClusterChanged(now);
                break;
            case SchedulerInput.Bound bound:
                Settle(pass, bound, now);
                break;
            default:
                pass.WakeAt = null;
                break;
        }
    }

    private static void Tell(SchedulingQueue queue, ClusterChange change, TimeSpan now)
    {
        if (change == ClusterChange.RoomFreed)
        {
            queue.ClusterChanged(now);
        }
        else if (change == ClusterChange.PodsMoved)
        {
            queue.PodsMoved(now);
        }
    }

    private static void TakePod(Pass pass, Pod pod, bool gone)
    {
        var waits = !gone && pod.Spec?.SchedulingGates is not { Count: > 0 } && string.IsNullOrEmpty(pod.Spec?.NodeName) && !PodReadiness.IsTerminating(pod) && !PodReadiness.IsFinished(pod)
            && pod.Spec?.SchedulerName is null or "" or Component;
        if (!waits)
        {
            pass.Queue.Remove(pod.Uid);
            pass.Nominations.Remove(pod.Uid);
        }
        else
        {
            pass.Queue.Offer(pod);
        }
    }

    private void Settle(Pass pass, SchedulerInput.Bound bound, TimeSpan now)
    {
        if (bound.Error is null)
        {
            events.Record(bound.Pod, PlannedEvent.Normal("Scheduled", $"Successfully assigned {ObjectKey.Of(bound.Pod)} to {bound.NodeName}"), Component, "Binding");
            return;
        }

        pass.Cluster.ForgetAssumed(bound.Pod.Uid);
        SchedulerLog.BindingRefused(logger, $"{ObjectKey.Of(bound.Pod)}", bound.NodeName, bound.Error.Message ?? "");
        pass.Queue.Retry(bound.Pod.Uid, now);
    }

    private async Task ScheduleAsync(Pass pass, Pod pod, CancellationToken cancellationToken)
    {
        var wanted = new PodToSchedule(pod) { Claims = ClaimNeeds.Of(pod, _resources), Namespaces = pass.Cluster.Namespaces };
        var nominated = pass.Nominations.NodeOf(pod.Uid);
        switch (SchedulingPlanner.Plan(wanted, pass.Nominations.For(wanted, pass.Cluster.Nodes), nominated))
        {
            case SchedulingDecision.Bind bind when wanted.Claims.Waiting.Count > 0:
                // The binder takes volumes of that node; the pod is looked at again when its claims have them.
                pass.Queue.Park(pod.Uid);
                await SelectAsync(wanted.Claims, bind.NodeName, cancellationToken);
                break;
            case SchedulingDecision.Bind bind:
                // The queue keeps the pod until the watch shows it bound, or gone.
                pass.Cluster.Assume(wanted, bind.NodeName);
                pass.Queue.PodsMoved(time.GetElapsedTime(pass.Start));
                await pass.Bindings.WaitAsync(cancellationToken);
                _ = BindAsync(pass, pod, bind.NodeName, cancellationToken);
                break;
            case SchedulingDecision.Unschedulable unschedulable:
                pass.Queue.Park(pod.Uid);
                if (unschedulable.Preemption is { } preemption)
                {
                    nominated = preemption.NodeName;
                    pass.Nominations.Set(wanted, nominated);
                }
                else if (!unschedulable.IsUnderWay)
                {
                    nominated = "";
                    pass.Nominations.Remove(pod.Uid);
                }

                await ReportAsync(pod, unschedulable.Message, nominated, cancellationToken);
                await _preemptor.RunAsync(pod, unschedulable.Preemption, cancellationToken);
                break;
            default:
                throw new InvalidOperationException("Unknown decision");
        }
    }

    private async Task SelectAsync(ClaimNeeds claims, string nodeName, CancellationToken cancellationToken)
    {
        foreach (var wish in claims.Waiting)
        {
            var obj = wish.Claim.Object;
            var annotations = new Dictionary<string, string>(obj.Metadata.Annotations ?? new Dictionary<string, string>()) { [ClaimFacts.SelectedNode] = nodeName };
            if (wish.Claim.NodeName != nodeName)
            {
                // Refused only when the claim has changed meanwhile, which brings the pod back here.
                await _resources.UpdateAsync(obj with { Metadata = obj.Metadata with { Annotations = annotations } }, cancellationToken);
            }
        }
    }

    private async Task BindAsync(Pass pass, Pod pod, string nodeName, CancellationToken cancellationToken)
    {
        ApiStatus? failed;
        try
        {
            failed = (await _resources.BindAsync(pod, nodeName, cancellationToken)).Error;
        }
        catch (Exception error)
        {
            // Told to the loop, which alone may touch the state; at a shutdown no one listens any more.
            failed = new ApiStatus { Code = 500, Message = error.Message };
        }
        finally
        {
            pass.Bindings.Release();
        }

        pass.Inputs.Writer.TryWrite(new SchedulerInput.Bound(pod, nodeName, failed));
    }

    private async Task ReportAsync(Pod pod, string message, string nominated, CancellationToken cancellationToken)
    {
        events.Record(pod, PlannedEvent.Warning("FailedScheduling", message), Component, "Scheduling");
        if (PodScheduledCondition.BuildUnschedulable(pod, message, nominated.Length > 0 ? nominated : null, time.GetUtcNow()) is { } status)
        {
            // Without a version: the pod's status has no other writer before it has a node. Refused only when the pod is gone.
            await _resources.UpdateStatusAsync(pod with { Metadata = pod.Metadata with { ResourceVersion = null }, Status = status }, cancellationToken);
        }
    }

    private async Task WakeAsync(Pass pass, TimeSpan due, CancellationToken cancellationToken)
    {
        try
        {
            var wait = due - time.GetElapsedTime(pass.Start);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancellationToken);
            pass.Inputs.Writer.TryWrite(new SchedulerInput.Due());
        }
        catch (OperationCanceledException)
        {
            // The loop ends; there is no one to wake.
        }
    }

    /// <summary>Everything one run of the loop owns, so that a restart begins afresh.</summary>
    private sealed class Pass(Channel<SchedulerInput> inputs, long start)
    {
        public Channel<SchedulerInput> Inputs => inputs;

        public long Start => start;

        public ClusterState Cluster { get; } = new();

        public SchedulingQueue Queue { get; } = new();

        public Nominations Nominations { get; } = new();

        /// <summary>The earliest wake-up that is under way.</summary>
        public TimeSpan? WakeAt { get; set; }

        /// <summary>Bindings under way at once.</summary>
        public SemaphoreSlim Bindings { get; } = new(64);
    }
}
