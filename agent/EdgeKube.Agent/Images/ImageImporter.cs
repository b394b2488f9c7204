using System.IO.Compression;
using System.IO.Pipelines;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Images;

/// <summary>Imports into containerd, over its socket.</summary>
internal sealed class ImageImporter(GrpcChannel channel, IContainerRuntime runtime, TimeProvider time) : IImageImporter, IDisposable
{
    private static readonly TimeSpan AdoptionPoll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AdoptionLimit = TimeSpan.FromSeconds(10);

    private readonly ImportLeases _leases = new(channel);
    private readonly ImageRegistry _registry = new(channel);

    // One at a time: two imports of one image would fight for the same unfinished blobs, and a lease is known to be abandoned
    // only while no import runs.
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<IReadOnlyList<string>> ImportAsync(Stream archive, string? name, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _leases.DeleteAbandonedAsync(cancellationToken);
            return await ImportUnderLeaseAsync(archive, name, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyList<string>> ImportUnderLeaseAsync(Stream archive, string? name, CancellationToken cancellationToken)
    {
        var lease = await _leases.CreateAsync(cancellationToken);
        var complete = false;
        try
        {
            var store = new ContentStore(channel, lease, time);
            var contents = await LoadAsync(archive, store, lease, cancellationToken);
            var plans = ImagePlanner.Plan(contents, name, OciPlatform.Host);
            foreach (var plan in plans)
            {
                await RegisterAsync(plan, store, cancellationToken);
            }

            complete = true;
            return [.. plans.Select(plan => plan.Name)];
        }
        finally
        {
            // Cancelled or not, the lease goes; after a failure so do the blobs, before the caller hears of it.
            await _leases.DeleteAsync(lease, collect: !complete, CancellationToken.None);
        }
    }

    private static async Task<ArchiveContents> LoadAsync(Stream archive, ContentStore store, string lease, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(archive, new StreamPipeReaderOptions(leaveOpen: true));
        var start = await pipe.ReadAtLeastAsync(2, cancellationToken);
        var isGzip = start.Buffer.Length >= 2 && start.Buffer.FirstSpan.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);
        pipe.AdvanceTo(start.Buffer.Start);
        await using var stream = isGzip ? new GZipStream(pipe.AsStream(), CompressionMode.Decompress) : pipe.AsStream();
        try
        {
            return await new ArchiveLoader(store, lease).LoadAsync(stream, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new ImageArchiveException("The archive's gzip compression is damaged", exception);
        }
    }

    private async Task RegisterAsync(PlannedImage plan, ContentStore store, CancellationToken cancellationToken)
    {
        if (plan.NewDocument is { } document)
        {
            using var memory = new MemoryStream(document);
            using var source = new BlobSource(memory.ReadAsync, document.Length, keepDocument: false, computeDigest: false);
            await store.WriteAsync($"edgekube-{plan.Target.Digest}", plan.Target.Digest, source, cancellationToken);
        }

        foreach (var (digest, labels) in plan.References)
        {
            await store.LabelAsync(digest, labels, cancellationToken);
        }

        await _registry.RegisterAsync(plan, cancellationToken);
        await WaitForAdoptionAsync(plan, cancellationToken);
    }

    /// <summary>CRI hears of new names by containerd's events; a pod that is created before that would not find its image.</summary>
    private async Task WaitForAdoptionAsync(PlannedImage plan, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while ((await runtime.FindImageAsync(plan.Name, cancellationToken))?.Id != plan.Id)
        {
            if (time.GetElapsedTime(since) > AdoptionLimit)
            {
                throw new RuntimeException(RuntimeErrorCode.Unavailable, $"The runtime has not taken notice of the image {plan.Name}");
            }

            await Task.Delay(AdoptionPoll, time, cancellationToken);
        }
    }
}
