namespace EdgeKube.Controller.Scheduling;

/// <summary>What a pod that has its node takes there. Not the pod itself: ten thousand of them would be most of the controller's memory.</summary>
internal sealed record PlacedPod(string Uid, PodResources Requests, PodResources ScoringRequests, string? Owner, IReadOnlyList<HostPort> HostPorts, IReadOnlyDictionary<string, long> Devices)
{
    public static PlacedPod Of(PodToSchedule pod) => new(pod.Pod.Uid, pod.Requests, pod.ScoringRequests, pod.Owner, pod.HostPorts, pod.Devices);
}
