using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Store;
using EdgeKube.Link;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>Ends what the controller has with a node behind the broker as soon as the store says that its access was withdrawn.</summary>
internal sealed class BrokerRevocations(IClusterStore store, BrokerNodes nodes, BrokerAccess access) : IControllerLoop
{
    public string Name => "broker-access";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in store.Watch(IdentityStore.Prefix, store.Revision, cancellationToken))
        {
            if (Identity.Find(change.Key.AsSpan(IdentityStore.Prefix.Length)) is { Kind: IdentityKind.Node } node && !access.IsWelcome(node))
            {
                await nodes.EndAsync(node, cancellationToken);
            }
        }
    }
}
