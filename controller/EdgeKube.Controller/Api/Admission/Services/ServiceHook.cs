using EdgeKube.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>What a Service had goes with it.</summary>
internal sealed class ServiceHook : ICommitHook
{
    public void Extend(StoreTransaction transaction, Kind kind, ApiObject? before, ApiObject? after)
    {
        if (after is null && before is SchemaObject service && kind == WellKnownKinds.Service)
        {
            var share = ServiceShare.Of(service);
            ServiceAdmission.Release(transaction, share.Address, share.Ports);
        }
    }
}
