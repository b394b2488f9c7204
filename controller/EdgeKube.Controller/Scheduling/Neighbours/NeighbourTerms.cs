using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling.Neighbours;

/// <summary>What a pod says of the pods that it must or should be near, or away from.</summary>
internal sealed record NeighbourTerms(IReadOnlyList<PodTerm> MustBeNear, IReadOnlyList<PodTerm> MustBeAway, IReadOnlyList<PodTerm> LikesNear, IReadOnlyList<PodTerm> LikesAway)
{
    public static NeighbourTerms None { get; } = new([], [], [], []);

    /// <summary>Something must hold.</summary>
    public bool Demands => MustBeNear.Count + MustBeAway.Count > 0;

    /// <summary>Something should hold.</summary>
    public bool Prefers => LikesNear.Count + LikesAway.Count > 0;

    /// <summary>Null when it says nothing, as most pods do.</summary>
    public static NeighbourTerms? Find(Pod pod)
    {
        var (near, away) = (pod.Spec?.Affinity?.PodAffinity, pod.Spec?.Affinity?.PodAntiAffinity);
        return near is null && away is null ? null : new(
            Required(near?.RequiredDuringSchedulingIgnoredDuringExecution, pod),
            Required(away?.RequiredDuringSchedulingIgnoredDuringExecution, pod),
            Preferred(near?.PreferredDuringSchedulingIgnoredDuringExecution, pod),
            Preferred(away?.PreferredDuringSchedulingIgnoredDuringExecution, pod));
    }

    private static List<PodTerm> Required(IReadOnlyList<PodAffinityTerm>? terms, Pod pod)
    {
        var read = new List<PodTerm>(terms?.Count ?? 0);
        foreach (var term in terms ?? [])
        {
            read.Add(new PodTerm(term, pod.Namespace, 0));
        }

        return read;
    }

    private static List<PodTerm> Preferred(IReadOnlyList<WeightedPodAffinityTerm>? terms, Pod pod)
    {
        var read = new List<PodTerm>(terms?.Count ?? 0);
        foreach (var term in terms ?? [])
        {
            read.Add(new PodTerm(term.PodAffinityTerm, pod.Namespace, term.Weight));
        }

        return read;
    }
}
