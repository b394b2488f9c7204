using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Reconcilers;

/// <summary>Stands for every node: a bound pod is running and ready at once, a terminating one gone at once.</summary>
internal sealed class QuickNodes(IResources resources) : IControllerLoop
{
    public string Name => "quick-nodes";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in resources.WatchAsync(null, cancellationToken))
        {
            if (change is { Object: Pod { Spec.NodeName: { Length: > 0 } } pod, Type: not ResourceChangeType.Deleted })
            {
                await PlayAsync(pod, cancellationToken);
            }
        }
    }

    private async Task PlayAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            await resources.DeleteAsync<Pod>(pod.Namespace, pod.Name, new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new() { Uid = pod.Uid } }, cancellationToken);
        }
        else if (pod.Status?.Phase == "Pending")
        {
            var ready = new PodCondition { Type = "Ready", Status = "True", LastTransitionTime = TimeProvider.System.GetUtcNow() };
            var status = pod.Status with { Phase = "Running", Conditions = [.. pod.Status.Conditions ?? [], ready] };
            await resources.UpdateStatusAsync(pod with { Metadata = pod.Metadata with { ResourceVersion = null }, Status = status }, cancellationToken);
        }
    }
}
