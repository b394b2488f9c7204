using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Images;

/// <summary>The leases that keep an import's blobs until names refer to them.</summary>
internal sealed class ImportLeases(GrpcChannel channel)
{
    private const string Label = "edgekube.io/import";

    private static readonly GrpcCallOptions Options = new(TimeSpan.FromMinutes(2)) { Headers = [ContainerdMethods.Namespace] };

    public async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var request = new CreateLeaseRequest { Id = $"edgekube-import-{Guid.NewGuid():N}", Labels = new Dictionary<string, string> { [Label] = "true" } };
        return (await channel.CallAsync(ContainerdMethods.LeaseCreate, request, Options, cancellationToken)).Lease?.Id ?? "";
    }

    /// <param name="collect">Wait until the garbage collector has removed what only the lease kept.</param>
    public async Task DeleteAsync(string id, bool collect, CancellationToken cancellationToken)
    {
        try
        {
            await channel.CallAsync(ContainerdMethods.LeaseDelete, new DeleteLeaseRequest { Id = id, Sync = collect }, Options, cancellationToken);
        }
        catch (RuntimeException exception) when (exception.Code == RuntimeErrorCode.NotFound)
        {
        }
    }

    /// <summary>Only while no import runs: deletes the leases of imports that never came to their end.</summary>
    public async Task DeleteAbandonedAsync(CancellationToken cancellationToken)
    {
        var request = new ListLeasesRequest { Filters = [$"labels.\"{Label}\"==true"] };
        foreach (var lease in (await channel.CallAsync(ContainerdMethods.LeaseList, request, Options, cancellationToken)).Leases)
        {
            await DeleteAsync(lease.Id, collect: false, cancellationToken);
        }
    }
}
