using EdgeKube.Agent.Network;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Tells once of each wait that a plan contains, however often it is planned.</summary>
internal sealed class PodEventMemory
{
    private readonly HashSet<string> _told = [];

    public void TellWaits(Pod pod, ObservedPod observed, PodPlan plan, PodEvents events, PodNetwork network)
    {
        foreach (var wait in plan.Actions.OfType<PodAction.Wait>().Where(wait => wait.Reason == "CrashLoopBackOff"))
        {
            if (_told.Add($"{wait.Name}/{observed.Newest(wait.Name)?.Id}"))
            {
                events.Warning(wait.Name, "BackOff", PodTexts.BackOffEvent(pod, wait.Name));
            }
        }

        if (plan.Verdict is { } verdict && _told.Add(verdict.Reason))
        {
            events.Tell(null, verdict.EventType, verdict.Reason, verdict.Message);
        }

        if (!plan.Actions.OfType<PodAction.WaitForNetwork>().Any())
        {
            _told.Remove("");
        }
        else if (_told.Add(""))
        {
            events.Warning(null, "NetworkNotReady", PodTexts.NetworkNotReady(network.Message));
        }

        _told.RemoveWhere(entry => entry.Contains('/', StringComparison.Ordinal) && !observed.Containers.Any(container => entry.EndsWith(container.Id, StringComparison.Ordinal)));
    }
}
