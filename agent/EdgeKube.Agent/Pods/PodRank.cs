using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class PodRank
{
    public const int SystemCritical = 2_000_000_000;

    /// <summary>Static pods and those of a system's priority: they are let in, and stay, whatever the node is short of.</summary>
    public static bool IsCritical(Pod pod) =>
        pod.Spec?.Priority >= SystemCritical || pod.Metadata.Annotations?.GetValueOrDefault(MirrorPods.SourceAnnotation) == MirrorPods.FileSource;
}
