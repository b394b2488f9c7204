using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Streams;

/// <summary>Answers from the pods' statuses.</summary>
internal sealed class PodContainerStates(PodManager pods) : IContainerStates
{
    public bool HasEnded(LogRequest request, int restart)
    {
        var status = pods.GetReports().FirstOrDefault(r => r.Uid == request.Uid)?.Status;
        var container = status?.ContainerStatuses?.FirstOrDefault(c => c.Name == request.Container);
        return container is null || container.RestartCount > restart || container.State?.Running is null;
    }
}
