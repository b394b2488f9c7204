using System.Threading.Channels;
using EdgeKube.Agent.Link;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.StaticPods;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Report;

/// <summary>
/// Gathers what pods and node report and hands it to the link in bundles. Also remembers the last status of every pod, from which
/// restart counts go on after a boot.
/// </summary>
/// <param name="statics">Pods that the controller does not know but from here.</param>
/// <param name="uidInView">The uid of the pod that is wanted under a key, or null.</param>
internal sealed class Reporter(StatusMemory memory, EventForwarder events, StaticPodSet statics, Func<PodKey, string?> uidInView, TimeProvider time) : IPodListener
{
    private readonly Channel<object> _inbox = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });

    // Pods of which nothing is left here; told until the view no longer names them.
    private readonly HashSet<PodKey> _tombstones = [];

    /// <summary>The least time between two reports of statuses: a budget may ask for one.</summary>
    public Func<TimeSpan> Interval { get; init; } = () => TimeSpan.Zero;

    public void OnReport(PodReport report) => _inbox.Writer.TryWrite(report);

    public void OnEvent(PodEvent podEvent) => events.Add(log => log.Add(podEvent));

    public void OnEvent(NodeEvent nodeEvent) => events.Add(log => log.Add(nodeEvent));

    public void OnNode(Node node) => _inbox.Writer.TryWrite(node);

    /// <summary>The view changed under this key.</summary>
    public void OnViewChanged(PodKey key) => _inbox.Writer.TryWrite(key);

    /// <summary>At the start: of static pods whose files went while no agent looked, the controller may still show mirrors.</summary>
    public void TellRemovedFiles()
    {
        foreach (var (key, pod) in memory.TakeMirrors(key => statics.Find(key) is null))
        {
            _inbox.Writer.TryWrite(new SetChange(NodeReport.KeyOf(key), pod));
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(AgentLink link, CancellationToken cancellationToken)
    {
        long? sentAt = null;
        while (await _inbox.Reader.WaitToReadAsync(cancellationToken))
        {
            // The first change after a quiet time goes at once, those that follow are gathered.
            if (sentAt is { } at && Interval() - time.GetElapsedTime(at) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            var changes = new Dictionary<string, SetChange>(StringComparer.Ordinal);
            while (_inbox.Reader.TryRead(out var item))
            {
                foreach (var change in Take(item))
                {
                    changes[change.Key] = change;
                }
            }

            if (changes.Count > 0)
            {
                sentAt = time.GetTimestamp();
                await link.PostAsync(new LinkEvent.Changed([.. changes.Values]), cancellationToken);
            }
        }
    }

    private IReadOnlyList<SetChange> Take(object item)
    {
        switch (item)
        {
            case PodReport report:
                return Take(report);
            case SetChange change:
                return [change];
            case Node node:
                return [NodeReport.Of(node)];
            case PodKey key:
                return uidInView(key) is null && _tombstones.Contains(key) ? Forget(key) : [];
            default:
                throw new InvalidOperationException($"{item.GetType()} is nothing to report");
        }
    }

    private IReadOnlyList<SetChange> Take(PodReport report)
    {
        var wanted = uidInView(report.Key);
        if (statics.FindByUid(report.Uid) is { } pod)
        {
            return TakeStatic(report, pod, wanted);
        }

        if (wanted is not null && wanted != report.Uid)
        {
            // The end of a former pod of this name; the key belongs to the new one.
            return [];
        }

        if (report.Removed && wanted is null)
        {
            return Forget(report.Key);
        }

        _ = report.Removed ? _tombstones.Add(report.Key) : _tombstones.Remove(report.Key);
        memory.Remember(report);
        return [NodeReport.Of(report)];
    }

    private IReadOnlyList<SetChange> TakeStatic(PodReport report, Pod pod, string? wanted)
    {
        if (report.Removed)
        {
            statics.Forget(report.Uid);
        }

        if (wanted is not null && wanted != report.Uid)
        {
            return [];
        }

        var change = NodeReport.OfMirror(report, pod);
        memory.Remember(change);
        return [change];
    }

    private IReadOnlyList<SetChange> Forget(PodKey key)
    {
        _tombstones.Remove(key);
        memory.Forget(key);
        return [NodeReport.Gone(key)];
    }
}
