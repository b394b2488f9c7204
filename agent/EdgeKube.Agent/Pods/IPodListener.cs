namespace EdgeKube.Agent.Pods;

/// <summary>
/// Told of every change, in order for each pod, from the pod's worker: an implementation only queues and returns at once.
/// </summary>
internal interface IPodListener
{
    void OnReport(PodReport report);

    void OnEvent(PodEvent podEvent);
}
