using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Report;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>What the agent's reporter does, without its queue: statuses become entries of the report, the last word stays until the view has dropped the pod.</summary>
internal sealed class SimulatedReporter(SimulatedDisk disk, Func<PodKey, string?> uidInView, Action<SetChange> changed)
{
    private readonly HashSet<PodKey> _removed = [];

    public void OnReport(PodReport report)
    {
        var wanted = uidInView(report.Key);
        if (wanted is not null && wanted != report.Uid)
        {
            return;
        }

        if (report.Removed && wanted is null)
        {
            Forget(report.Key, report.Uid);
            return;
        }

        _ = report.Removed ? _removed.Add(report.Key) : _removed.Remove(report.Key);
        disk.Statuses[report.Uid] = report;
        changed(NodeReport.Of(report));
    }

    public void OnViewChanged(PodKey key)
    {
        if (uidInView(key) is null && _removed.Contains(key))
        {
            Forget(key, null);
        }
    }

    private void Forget(PodKey key, string? uid)
    {
        _removed.Remove(key);
        if (uid is not null)
        {
            disk.Statuses.Remove(uid);
        }

        changed(NodeReport.Gone(key));
    }
}
