using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>A pod's status as its node reports it; and its end, when nothing is left of it there.</summary>
internal sealed class PodReporter(string node, IResources resources, MirrorReporter mirrors, TimeProvider time)
{
    public const string RemovedAnnotation = "edgekube.io/removed";

    public async Task<ReportOutcome> WriteAsync(LinkKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (ReportDecoder.Find(key, content, CoreJsonContext.Default.Pod) is not { } reported)
        {
            return ReportOutcome.Malformed("Pod");
        }

        var found = resources.Find<Pod>(key.Namespace, key.Name);
        if (MirrorPods.FindHash(reported) is not null)
        {
            return await mirrors.WriteAsync(reported, found, cancellationToken);
        }

        if (found is not { } pod)
        {
            return new ReportOutcome.Gone();
        }

        if (NodeReportRules.FindInPod(node, reported, pod) is { } violation)
        {
            return ReportOutcome.Of(violation);
        }

        if (pod.Uid != reported.Uid)
        {
            return new ReportOutcome.Refused("another pod has this name now");
        }

        var outcome = await WriteStatusAsync(pod, reported.Status, cancellationToken);
        return outcome is ReportOutcome.Kept && IsRemoved(reported) && pod.Metadata.DeletionTimestamp is not null
            ? ReportOutcome.Of(await resources.DeleteAsync<Pod>(
                key.Namespace, key.Name, new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new() { Uid = pod.Uid } }, cancellationToken))
            : outcome;
    }

    // The last word too: watchers are told how the pod ended, and one that a finalizer keeps goes on saying it. A node that never began the pod has none.
    private async Task<ReportOutcome> WriteStatusAsync(Pod pod, PodStatus? reported, CancellationToken cancellationToken)
    {
        var next = pod with { Status = reported?.Phase is null ? pod.Status : Merge(pod.Status, reported, time.GetUtcNow()) };
        return ObjectCodec.HaveEqualJson(next, pod)
            ? new ReportOutcome.Kept()
            : ReportOutcome.Of(await resources.UpdateStatusAsync(next, cancellationToken));
    }

    /// <summary>What the node does not decide stays as it is. Pure.</summary>
    public static PodStatus Merge(PodStatus? stored, PodStatus reported, DateTimeOffset now) => reported with
    {
        Conditions = ConditionMerge.Merge(IsRefusal(reported) ? ConditionMerge.WithoutNodes(stored?.Conditions) : stored?.Conditions, reported.Conditions, now),
        NominatedNodeName = stored?.NominatedNodeName,
        QosClass = stored?.QosClass ?? reported.QosClass,
    };

    // As of a pod that the kubelet did not take in: nothing is told of it but that.
    private static bool IsRefusal(PodStatus reported) => reported is { Phase: "Failed", Conditions: null or { Count: 0 } };

    public static bool IsRemoved(Pod reported) => reported.Metadata.Annotations?.GetValueOrDefault(RemovedAnnotation) == "true";
}
