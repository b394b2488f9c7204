using EdgeKube.Agent.Pods;
using EdgeKube.Link;

namespace EdgeKube.Agent;

/// <summary>What follows when the view has changed: for the pods, and for the node itself.</summary>
internal sealed class ViewIntake(AgentParts parts)
{
    public void NodeChanged()
    {
        parts.Pace.Set(parts.View.FindNode(parts.Options.NodeName)?.Metadata.Annotations);
        SetPodCidr();
    }

    public void PodChanged(PodKey key)
    {
        if (parts.View.FindPod(key) is { } pod)
        {
            parts.Pods.Upsert(Desired(pod));
        }
        else
        {
            parts.Pods.Remove(key);
        }

        parts.Reporter.OnViewChanged(key);
    }

    public void SetPods() => parts.Pods.SetDesired(parts.View.Pods().Select(Desired).ToDictionary(d => d.Key), parts.View.WasEverReceived);

    public void SetPodCidr()
    {
        if (parts.View.FindNode(parts.Options.NodeName)?.Spec?.PodCIDR is { Length: > 0 } podCidr)
        {
            parts.Pods.SetPodCidr(podCidr);
            parts.Monitor.LookNow();
        }
    }
    private DesiredPod Desired(Api.Pod pod) => new(pod, parts.Memory.Find(pod));
}
