using System.IO.Compression;
using EdgeKube.Agent.Images;
using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Repair;

/// <summary>
/// Verifies one image and repairs what is broken of it, and only that: blobs from an archive or the registry, unpacked files from the layers they came
/// from. Everything else is kept under a lease meanwhile, because the collector must run: while a broken blob's file is there, containerd would take it for good.
/// </summary>
/// <param name="restore">Brings the missing blobs of an image; false when nothing can.</param>
internal sealed class ImageRepair(GrpcChannel channel, Func<string, ImageTarget, CancellationToken, Task<bool>> restore)
{
    private const string ContentLabel = "containerd.io/gc.ref.content.";
    private const string SnapshotLabel = "containerd.io/gc.ref.snapshot.";
    private readonly ContentReader _content = new(channel);
    private readonly ImageRegistry _names = new(channel);
    private readonly ImportLeases _leases = new(channel, "repair");
    private readonly Snapshots _snapshots = new(channel);

    // Taken away and not back yet.
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);

    /// <exception cref="RuntimeException">The runtime is not there.</exception>
    public async Task<ImageFindings> RunAsync(string name, CancellationToken cancellationToken)
    {
        if (await _names.FindAsync(name, cancellationToken) is not { Target: { } target })
        {
            return ImageFindings.Sound;
        }

        await _leases.DeleteAbandonedAsync(cancellationToken);
        var lease = await _leases.CreateAsync(cancellationToken);
        try
        {
            return await RunAsync(name, target, lease, cancellationToken);
        }
        finally
        {
            await _leases.DeleteAsync(lease, collect: false, CancellationToken.None);
        }
    }

    private async Task<ImageFindings> RunAsync(string name, ImageTarget target, string lease, CancellationToken cancellationToken)
    {
        var content = await ContentAudit.RunAsync(_content, target, _deleted, cancellationToken);
        var blobs = content.Broken.Count;

        // A broken manifest hides what is below it: repaired, it shows.
        for (var depth = 0; content.Broken.Count > content.Missing.Count || (content.Missing.Count > 0 && depth == 0); depth++)
        {
            if (depth == 4 || !await RestoreAsync(name, target, content, lease, cancellationToken))
            {
                return new ImageFindings(blobs, 0, $"{content.Broken.Count} blobs are damaged");
            }

            content = await ContentAudit.RunAsync(_content, target, _deleted, cancellationToken);
            blobs += content.Broken.Count - content.Missing.Count;
        }

        if (content.Missing.Count > 0 && await FindDirectoriesAsync(content, lease, cancellationToken) is null)
        {
            return new ImageFindings(blobs, 0, $"{content.Missing.Count} layers are missing");
        }

        _deleted.ExceptWith(content.Sound);

        try
        {
            var files = await MendFilesAsync(content, lease, cancellationToken);
            return new ImageFindings(blobs, files, null) { Unverified = content.Missing.Count };
        }
        catch (Exception failed) when (failed is IOException or ImageArchiveException or InvalidDataException or UnauthorizedAccessException)
        {
            return new ImageFindings(blobs, 0, $"its unpacked files cannot be checked: {failed.Message}");
        }
    }

    private async Task<bool> RestoreAsync(string name, ImageTarget target, ImageContent content, string lease, CancellationToken cancellationToken)
    {
        foreach (var digest in content.Sound)
        {
            await _leases.AddAsync(lease, "content", digest, cancellationToken);
        }

        foreach (var digest in content.Broken)
        {
            await KeepChildrenAsync(digest, lease, cancellationToken);
            await _content.DeleteAsync(digest, cancellationToken);
            _deleted.Add(digest);
        }

        await _leases.CollectAsync(cancellationToken);
        return await restore(name, target, cancellationToken);
    }

    // What a broken document refers to cannot be read in it any more, but its labels say it: without them the collector would take whole images.
    private async Task KeepChildrenAsync(string digest, string lease, CancellationToken cancellationToken)
    {
        foreach (var (label, child) in (await _content.FindAsync(digest, cancellationToken))?.Labels ?? [])
        {
            if (label.StartsWith(ContentLabel, StringComparison.Ordinal))
            {
                await _leases.AddAsync(lease, "content", child, cancellationToken);
            }
            else if (label == $"{SnapshotLabel}{Snapshots.Snapshotter}")
            {
                await _leases.AddAsync(lease, $"snapshots/{Snapshots.Snapshotter}", child, cancellationToken);
            }
        }
    }

    private async Task<int> MendFilesAsync(ImageContent content, string lease, CancellationToken cancellationToken)
    {
        if (await FindDirectoriesAsync(content, lease, cancellationToken) is not { } directories)
        {
            return 0;
        }

        var mended = 0;
        for (var i = 0; i < directories.Count; i++)
        {
            var layer = content.Layers[i].Digest;
            if (!content.Sound.Contains(layer))
            {
                continue;
            }

            var files = new LayerFiles(directories[i]);
            var broken = await ReadAsync(layer, archive => files.CheckAsync(archive, cancellationToken), cancellationToken);
            if (broken is { Count: > 0 })
            {
                await ReadAsync(layer, async archive =>
                {
                    await files.MendAsync(archive, broken, cancellationToken);
                    return broken;
                }, cancellationToken);
                mended += broken.Count;
            }
        }

        return mended;
    }

    private async Task<IReadOnlyList<string>?> FindDirectoriesAsync(ImageContent content, string lease, CancellationToken cancellationToken) =>
        content.DiffIds.Count > 0 && content.DiffIds.Count == content.Layers.Count ? await _snapshots.FindDirectoriesAsync(content.DiffIds, lease, cancellationToken) : null;

    // Null for a compression that nothing here can undo (zstd).
    private async Task<IReadOnlySet<string>?> ReadAsync(string digest, Func<Stream, Task<IReadOnlySet<string>>> read, CancellationToken cancellationToken)
    {
        var start = new byte[4];
        await using (var probe = _content.Open(digest, cancellationToken))
        {
            await probe.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        }

        if (start.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]))
        {
            return null;
        }

        await using var stream = _content.Open(digest, cancellationToken);
        await using Stream archive = start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        return await read(archive);
    }
}
