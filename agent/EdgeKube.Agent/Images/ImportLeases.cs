using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Images;

/// <summary>The leases that keep an import's blobs until names refer to them.</summary>
/// <param name="purpose">What they are made for: those of another purpose are left alone.</param>
internal sealed class ImportLeases(GrpcChannel channel, string purpose = "import")
{
    private static readonly GrpcCallOptions Options = new(TimeSpan.FromMinutes(2)) { Headers = [ContainerdMethods.Namespace] };

    private string Label => $"edgekube.io/{purpose}";

    public async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var request = new CreateLeaseRequest { Id = $"edgekube-{purpose}-{Guid.NewGuid():N}", Labels = new Dictionary<string, string> { [Label] = "true" } };
        return (await channel.CallAsync(ContainerdMethods.LeaseCreate, request, Options, cancellationToken)).Lease?.Id ?? "";
    }

    /// <summary>Keeps something for as long as the lease is there.</summary>
    /// <param name="type"><c>content</c>, or <c>snapshots/</c> and the snapshotter.</param>
    public Task AddAsync(string lease, string type, string id, CancellationToken cancellationToken) =>
        channel.CallAsync(ContainerdMethods.LeaseAddResource, new AddLeaseResourceRequest { Id = lease, Resource = new LeaseResource { Id = id, Type = type } }, Options, cancellationToken);

    /// <summary>Has the garbage collector remove now what nothing keeps.</summary>
    public async Task CollectAsync(CancellationToken cancellationToken) => await DeleteAsync(await CreateAsync(cancellationToken), collect: true, cancellationToken);

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
