using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Replica;
using EdgeKube.Api;

namespace EdgeKube.Agent.StaticPods;

/// <summary>All pods that this node is to run: those of its view and its own. A static pod comes before one of the API that has its name.</summary>
internal sealed class PodSource(NodeView view, StaticPodSet statics)
{
    public IEnumerable<Pod> Pods()
    {
        foreach (var pod in statics.Wanted.Values)
        {
            yield return pod;
        }

        foreach (var pod in view.Pods())
        {
            if (IsOfApi(pod) && statics.Find(new PodKey(pod.Namespace, pod.Name)) is null)
            {
                yield return pod;
            }
        }
    }

    public Pod? FindPod(PodKey key) => statics.Find(key) ?? (view.FindPod(key) is { } pod && IsOfApi(pod) ? pod : null);

    // A mirror only shows what runs already.
    private static bool IsOfApi(Pod pod) => MirrorPods.FindHash(pod) is null;
}
