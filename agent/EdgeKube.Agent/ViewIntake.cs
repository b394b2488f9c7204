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
            parts.Tokens.Upsert(pod);
            parts.Pods.Upsert(Desired(pod));
        }
        else
        {
            parts.Tokens.Remove(key);
            parts.Pods.Remove(key);
        }

        parts.Reporter.OnViewChanged(key);
    }

    public void SetPods()
    {
        var pods = new Dictionary<PodKey, DesiredPod>();
        foreach (var pod in parts.View.Pods())
        {
            parts.Tokens.Upsert(pod);
            var desired = Desired(pod);
            pods.Add(desired.Key, desired);
        }

        parts.Pods.SetDesired(pods, parts.View.WasEverReceived);
    }

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
