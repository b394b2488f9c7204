using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.ReplicaSets;

/// <summary>
/// Which pods go first when there are too many, in Kubernetes' order: unassigned, pending, not ready, cheap by annotation, crowded on
/// their node, ready for a shorter time, often restarted, newer.
/// </summary>
internal static class DeletionRanking
{
    private const string CostAnnotation = "controller.kubernetes.io/pod-deletion-cost";

    /// <param name="pods">The active pods of one ReplicaSet.</param>
    /// <param name="company">Pods of the ReplicaSet and its siblings, by node.</param>
    /// <param name="count">How many must go.</param>
    /// <param name="now">For ages, which count by powers of two so that not always the newest pod goes.</param>
    public static IReadOnlyList<Pod> Choose(IReadOnlyList<Pod> pods, IReadOnlyDictionary<string, int> company, int count, DateTimeOffset now)
        => count >= pods.Count
            ? pods
            : [.. pods
                .OrderBy(pod => string.IsNullOrEmpty(pod.Spec?.NodeName) ? 0 : 1)
                .ThenBy(pod => pod.Status?.Phase switch { "Running" => 2, "Unknown" => 1, _ => 0 })
                .ThenBy(pod => PodReadiness.IsReady(pod) ? 1 : 0)
                .ThenBy(CostOf)
                .ThenByDescending(pod => company.GetValueOrDefault(pod.Spec?.NodeName ?? ""))
                .ThenBy(pod => AgeRank(PodReadiness.IsReady(pod) ? PodReadiness.FindCondition(pod, "Ready")!.LastTransitionTime : null, now))
                .ThenByDescending(pod => (pod.Status?.ContainerStatuses ?? []).Select(status => status.RestartCount).DefaultIfEmpty().Max())
                .ThenBy(pod => AgeRank(pod.Metadata.CreationTimestamp, now))
                .ThenBy(pod => pod.Uid, StringComparer.Ordinal)
                .Take(count)];

    private static int CostOf(Pod pod)
        => int.TryParse(pod.Metadata.Annotations?.GetValueOrDefault(CostAnnotation), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost) ? cost : 0;

    private static int AgeRank(DateTimeOffset? since, DateTimeOffset now)
        => since is { } start && now > start ? (int)Math.Log2((now - start).TotalNanoseconds) : -1;
}
