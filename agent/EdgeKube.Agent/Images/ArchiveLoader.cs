using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Images;

/// <summary>Streams one archive into the content store, in one pass and without a copy on disk.</summary>
internal sealed class ArchiveLoader(ContentStore store, string lease)
{
    private const long MaxBytes = 64L << 30;
    private const long MaxDocumentBytes = 16 << 20;

    private long _bytes;
    private long _documentBytes;

    public async Task<ArchiveContents> LoadAsync(Stream tar, CancellationToken cancellationToken)
    {
        var contents = new ArchiveContents();
        var reader = new TarArchiveReader(tar);
        while (await reader.NextAsync(cancellationToken) is { } entry)
        {
            switch (entry.Kind)
            {
                case TarEntryKind.File:
                    await LoadFileAsync(contents, entry, reader, cancellationToken);
                    break;
                case TarEntryKind.SymbolicLink or TarEntryKind.HardLink:
                    contents.AddLink(entry);
                    break;
            }
        }

        return contents;
    }

    private async Task LoadFileAsync(ArchiveContents contents, TarEntry entry, TarArchiveReader reader, CancellationToken cancellationToken)
    {
        _bytes += entry.Size;
        if (_bytes > MaxBytes)
        {
            throw new ImageArchiveException($"{entry.Path}: the archive holds more than {MaxBytes} bytes");
        }

        switch (entry.Path)
        {
            case "index.json":
                contents.Index = await ReadWholeAsync(entry, reader, cancellationToken);
                break;
            case "manifest.json":
                contents.DockerManifest = await ReadWholeAsync(entry, reader, cancellationToken);
                break;
            case "oci-layout" or "repositories":
                break;
            case var path when entry.Size > 0 && !path.EndsWith("/VERSION", StringComparison.Ordinal):
                contents.Add(path, await LoadBlobAsync(entry, reader, cancellationToken));
                break;
        }
    }

    private async Task<ArchiveBlob> LoadBlobAsync(TarEntry entry, TarArchiveReader reader, CancellationToken cancellationToken)
    {
        var expected = Digests.OfBlobPath(entry.Path);
        var reference = expected is null ? $"{lease}-{_bytes}" : $"edgekube-{expected}";
        using var source = new BlobSource(reader.ReadAsync, entry.Size, _documentBytes < MaxDocumentBytes, computeDigest: expected is null);
        try
        {
            await store.WriteAsync(reference, expected, source, cancellationToken);
        }
        catch (RuntimeException exception) when (exception.Code is RuntimeErrorCode.FailedPrecondition or RuntimeErrorCode.OutOfRange)
        {
            await store.AbortAsync(reference, cancellationToken);
            throw new ImageArchiveException($"{entry.Path}: the content does not match its digest", exception);
        }
        catch (ImageArchiveException)
        {
            await store.AbortAsync(reference, cancellationToken);
            throw;
        }

        _documentBytes += source.Document?.Length ?? 0;
        return new ArchiveBlob(expected ?? source.GetDigest(), entry.Size, source.IsGzip, source.Document);
    }

    private static async Task<byte[]> ReadWholeAsync(TarEntry entry, TarArchiveReader reader, CancellationToken cancellationToken)
    {
        if (entry.Size > Documents.MaxSize)
        {
            throw new ImageArchiveException($"{entry.Path}: longer than {Documents.MaxSize} bytes");
        }

        var content = new byte[entry.Size];
        for (var read = 0; read < content.Length;)
        {
            read += await reader.ReadAsync(content.AsMemory(read), cancellationToken);
        }

        return content;
    }
}
