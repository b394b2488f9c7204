namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>Feeds changes of presence to the node lifecycle's queue.</summary>
internal sealed class NodePresenceWatch(INodePresence presence) : IKeySource<string>
{
    public IDisposable Subscribe(Action<string> add)
    {
        presence.Changed += add;
        return new Subscription(presence, add);
    }

    private sealed class Subscription(INodePresence presence, Action<string> add) : IDisposable
    {
        public void Dispose() => presence.Changed -= add;
    }
}
