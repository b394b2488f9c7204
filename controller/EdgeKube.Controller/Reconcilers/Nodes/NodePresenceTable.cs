using System.Collections.Concurrent;

namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>Presence as the fleet reports it.</summary>
internal sealed class NodePresenceTable(TimeProvider time) : INodePresence
{
    private readonly ConcurrentDictionary<string, (bool Connected, long Since)> _nodes = new();
    private readonly long _start = time.GetTimestamp();

    public event Action<string>? Changed;

    public void NodeConnected(string nodeName) => Set(nodeName, connected: true);

    public void NodeDisconnected(string nodeName) => Set(nodeName, connected: false);

    public NodePresence Find(string nodeName)
        => _nodes.TryGetValue(nodeName, out var known)
            ? new NodePresence(known.Connected, time.GetElapsedTime(known.Since))
            : new NodePresence(false, time.GetElapsedTime(_start));

    private void Set(string nodeName, bool connected)
    {
        _nodes.AddOrUpdate(
            nodeName,
            static (_, fresh) => fresh,
            // Told the same twice, the earlier moment stands.
            static (_, known, fresh) => known.Connected == fresh.Connected ? known : fresh,
            (Connected: connected, Since: time.GetTimestamp()));
        Changed?.Invoke(nodeName);
    }
}
