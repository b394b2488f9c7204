using System.Security.Cryptography;
using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Report;

/// <summary>
/// Makes Events of what happens. The same thing happening again raises the count of its event, as Kubernetes' clients do; beyond
/// <see cref="Capacity"/> the oldest are forgotten and counted anew. One caller at a time.
/// </summary>
internal sealed class EventLog(string nodeName)
{
    public const int Capacity = 256;

    private readonly LinkedList<Event> _events = new();
    private readonly Dictionary<string, LinkedListNode<Event>> _byName = new(StringComparer.Ordinal);

    /// <summary>The latest events, told or not, oldest first.</summary>
    public IReadOnlyList<Event> Latest => [.. _events];

    /// <summary>The event as it is to be reported now.</summary>
    public Event Add(PodEvent e)
    {
        var name = $"{Cut(e.Key.Name)}.{Fingerprint(e.Uid, e.Container, e.Type, e.Reason, e.Topic ?? e.Message)}";
        return Count(name, e.At, e.Message) ?? Keep(NodeEvents.Build(nodeName, e.Key.Namespace, name, e.InvolvedObject, e.Type, e.Reason, e.Message, e.At));
    }

    /// <summary>The event as it is to be reported now.</summary>
    public Event Add(NodeEvent e)
    {
        var name = $"{nodeName}.{Fingerprint(nodeName, null, e.Type, e.Reason, e.Message)}";
        return Count(name, e.At, e.Message)
            ?? Keep(NodeEvents.Build(nodeName, NodeEvents.Namespace, name, NodeEvents.About(nodeName), e.Type, e.Reason, e.Message, e.At));
    }

    /// <summary>Goes on counting from an event that an earlier run of the agent kept.</summary>
    public Event Keep(Event e)
    {
        if (_byName.Remove(e.Name, out var known))
        {
            _events.Remove(known);
        }

        _byName[e.Name] = _events.AddLast(e);
        if (_events.Count > Capacity)
        {
            _byName.Remove(_events.First!.Value.Name);
            _events.RemoveFirst();
        }

        return e;
    }

    private Event? Count(string name, DateTimeOffset at, string message) =>
        _byName.TryGetValue(name, out var known) ? Keep(known.Value with { Count = known.Value.Count + 1, LastTimestamp = at, Message = message }) : null;

    // An object's name holds 253 characters, and the fingerprint needs 17.
    private static string Cut(string name) => name.Length <= 230 ? name : name[..230];

    // The same object, container, reason and message give the same event, also after the agent was restarted.
    private static string Fingerprint(params string?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))).AsSpan(0, 8));
}
