using System.Security.Cryptography;
using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Report;

/// <summary>
/// The node's recent events. The same thing happening again raises the count of its event, as Kubernetes' clients do; beyond
/// <see cref="Capacity"/> the oldest go, so that a crashing pod never fills the link. One caller at a time.
/// </summary>
internal sealed class EventLog(string nodeName)
{
    public const int Capacity = 64;

    private readonly LinkedList<Event> _events = new();
    private readonly Dictionary<string, LinkedListNode<Event>> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes an event in; what comes back is to be reported.</summary>
    public IReadOnlyList<SetChange> Add(PodEvent podEvent)
    {
        var name = $"{Cut(podEvent.Key.Name)}.{Fingerprint(podEvent)}";
        var known = _byName.GetValueOrDefault(name);
        var current = known is null ? Build(name, podEvent) : known.Value with { Count = known.Value.Count + 1, LastTimestamp = podEvent.At };
        if (known is not null)
        {
            _events.Remove(known);
        }

        _byName[name] = _events.AddLast(current);
        return _events.Count <= Capacity ? [NodeReport.Of(current)] : [NodeReport.Of(current), DropOldest()];
    }

    private SetChange DropOldest()
    {
        var oldest = _events.First!.Value;
        _events.RemoveFirst();
        _byName.Remove(oldest.Name);
        return NodeReport.GoneEvent(oldest.Namespace, oldest.Name);
    }

    private Event Build(string name, PodEvent podEvent) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = podEvent.Key.Namespace },
        InvolvedObject = podEvent.InvolvedObject,
        Reason = podEvent.Reason,
        Message = podEvent.Message,
        Type = podEvent.Type,
        Count = 1,
        FirstTimestamp = podEvent.At,
        LastTimestamp = podEvent.At,
        Source = new EventSource { Component = "kubelet", Host = nodeName },
        ReportingComponent = "kubelet",
        ReportingInstance = nodeName,
    };

    // An object's name holds 253 characters, and the fingerprint needs 17.
    private static string Cut(string name) => name.Length <= 230 ? name : name[..230];

    // The same pod, container, reason and message give the same event, also after the agent was restarted.
    private static string Fingerprint(PodEvent e)
    {
        var text = string.Join('\0', e.Uid, e.Container, e.Type, e.Reason, e.Message);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
