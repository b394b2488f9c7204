using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Store;
using EdgeKube.Link;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>A Node that is deleted loses its access in the same transaction, so that it cannot come back by reporting once more.</summary>
internal sealed class NodeRetirement(IdentityStore identities) : ICommitHook
{
    public void Extend(StoreTransaction transaction, Kind kind, ApiObject? before, ApiObject? after)
    {
        if (kind != KindTable.Node || before is null || after is not null || !Identity.IsNodeName(before.Name))
        {
            return;
        }

        var identity = Identity.Node(before.Name);
        if (identities.Read(identity) is { Record: { State: IdentityState.Active } record } stored)
        {
            var key = IdentityStore.KeyOf(identity);
            transaction.When(key, stored.Revision).Put(key, IdentityStore.Encode(record with { State = IdentityState.Removed }));
        }
    }
}
