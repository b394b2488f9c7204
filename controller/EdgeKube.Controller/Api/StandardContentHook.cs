using EdgeKube.Api;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>A namespace comes with what every namespace holds: whoever makes a pod in the next moment finds its ServiceAccount.</summary>
internal sealed class StandardContentHook(RootCertificate root, TimeProvider time) : ICommitHook
{
    public void Extend(StoreTransaction transaction, Kind kind, ApiObject? before, ApiObject? after)
    {
        if (kind != KindTable.Namespace || before is not null || after is null)
        {
            return;
        }

        foreach (var obj in StandardContent.Build(after.Name, root.Pem))
        {
            var own = KindTable.Of(obj);
            var metadata = MetadataRules.ForCreate(obj.Metadata, own, after.Name, time.GetUtcNow(), Random.Shared);
            transaction.Put(own.KeyOf(obj), ObjectCodec.EncodeForStore(obj with { Metadata = metadata }));
        }
    }
}
