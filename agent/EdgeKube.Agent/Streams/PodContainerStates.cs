using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Streams;

/// <summary>Answers from the pods' statuses.</summary>
internal sealed class PodContainerStates(PodManager pods) : IContainerStates
{
    public bool HasEnded(LogRequest request, int restart) => LogState.HasEnded(Find(request), request.Container, restart);

    public int? FindPrevious(LogRequest request, IReadOnlyList<int> restarts) => LogState.FindPrevious(Find(request), request.Container, restarts);

    public string TellMissing(LogRequest request) => LogState.TellMissing(Find(request), request.Pod, request.Container);

    private PodStatus? Find(LogRequest request) => pods.GetReports().FirstOrDefault(report => report.Uid == request.Uid)?.Status;
}
