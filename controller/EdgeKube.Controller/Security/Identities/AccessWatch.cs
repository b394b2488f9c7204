using EdgeKube.Controller.Store;
using EdgeKube.Link;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>Ends sessions as soon as the store says that their owners' access was withdrawn, whoever has written that.</summary>
internal sealed class AccessWatch(IClusterStore store, LiveSessions sessions) : IControllerLoop
{
    public string Name => "access";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Watch first, then look at all: nothing falls between.
        var changes = store.Watch(IdentityStore.Prefix, store.Revision, cancellationToken);
        sessions.Recheck(null);
        await foreach (var change in changes)
        {
            sessions.Recheck(Identity.Find(change.Key.AsSpan(IdentityStore.Prefix.Length)));
        }
    }
}
