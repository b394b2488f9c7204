using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Scheduling.Neighbours;

namespace EdgeKube.Controller.Scheduling;

/// <summary>What a pod that has its node takes there. Not the pod itself: ten thousand of them would be most of the controller's memory.</summary>
internal sealed record PlacedPod(string Uid, PodResources Requests, PodResources ScoringRequests, string? Owner, IReadOnlyList<HostPort> HostPorts, IReadOnlyDictionary<string, long> Devices)
{
    /// <summary>By which it is found when a more important one takes its place.</summary>
    public required ObjectKey Key { get; init; }

    public int Priority { get; init; }

    /// <summary>It is being deleted.</summary>
    public bool IsEnding { get; init; }

    /// <summary>By which other pods look for it.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>What it says of pods near it; null when nothing.</summary>
    public NeighbourTerms? Neighbours { get; init; }

    /// <summary>A place is kept for it, but it is not there.</summary>
    public bool IsExpected { get; init; }

    public string Namespace => Key.Namespace ?? "";

    /// <param name="pod">The pod.</param>
    /// <param name="pool">Where its labels are held for many; null when it is held for a moment only.</param>
    public static PlacedPod Of(PodToSchedule pod, LabelPool? pool = null) => new(pod.Pod.Uid, pod.Requests, pod.ScoringRequests, pod.Owner, pod.HostPorts, pod.Devices)
    {
        Key = ObjectKey.Of(pod.Pod),
        Priority = pod.Priority,
        Labels = pool is null ? pod.Pod.Metadata.Labels : pool.Share(pod.Owner, pod.Pod.Metadata.Labels),
        Neighbours = pod.Neighbours,
        IsEnding = pod.Pod.Metadata.DeletionTimestamp is not null,
    };
}
