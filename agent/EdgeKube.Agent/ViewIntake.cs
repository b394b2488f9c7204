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
        if (parts.Wanted.FindPod(key) is { } pod)
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

    /// <summary>What runs beside these is ended only when nothing is missing: a view has come, or none is to come, and every file could be read.</summary>
    public void SetPods()
    {
        var pods = new Dictionary<PodKey, DesiredPod>();
        foreach (var pod in parts.Wanted.Pods())
        {
            parts.Tokens.Upsert(pod);
            var desired = Desired(pod);
            pods.Add(desired.Key, desired);
        }

        parts.Pods.SetDesired(pods, (parts.View.WasEverReceived || parts.Options.Controllers.Count == 0) && parts.StaticFiles.IsWhole);
    }

    /// <summary>Files have come, changed or gone.</summary>
    public void StaticPodsChanged(IReadOnlyList<PodKey> keys)
    {
        foreach (var key in keys)
        {
            PodChanged(key);
        }
    }

    public void SetPodCidr()
    {
        var given = parts.View.FindNode(parts.Options.NodeName)?.Spec?.PodCIDR;
        if ((string.IsNullOrEmpty(given) ? parts.Options.PodCidr : given) is { Length: > 0 } podCidr)
        {
            parts.Pods.SetPodCidr(podCidr);
            parts.Monitor.LookNow();
        }
    }

    private DesiredPod Desired(Api.Pod pod) => new(pod, parts.Memory.Find(pod));
}
