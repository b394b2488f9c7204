using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Images;

/// <summary>Reads what containerd's content store has, and what is on its way into it.</summary>
internal sealed class ContentReader(GrpcChannel channel)
{
    private static readonly GrpcCallOptions Ordinary = new(TimeSpan.FromMinutes(2)) { Headers = [ContainerdMethods.Namespace] };
    private static readonly GrpcCallOptions Unlimited = new() { Headers = [ContainerdMethods.Namespace] };

    /// <summary>Blobs being written, by their writer's name, with the bytes that are there.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ListWritesAsync(CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(ContainerdMethods.ContentStatuses, new ListContentRequest(), Ordinary, cancellationToken);
        var writes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var status in response.Statuses)
        {
            writes[status.Ref] = status.Offset;
        }

        return writes;
    }

    /// <summary>Blobs that carry a label.</summary>
    public async Task<IReadOnlyList<ContentInfo>> ListAsync(string label, CancellationToken cancellationToken)
    {
        var found = new List<ContentInfo>();
        using var call = channel.OpenStream(ContainerdMethods.ContentList, new ListContentRequest { Filters = [$"labels.\"{label}\""] }, Ordinary, cancellationToken);
        while (await call.ReadAsync() is { } part)
        {
            found.AddRange(part.Infos);
        }

        return found;
    }

    /// <returns>What the store knows of a blob; null when it does not know it.</returns>
    public async Task<ContentInfo?> FindAsync(string digest, CancellationToken cancellationToken)
    {
        try
        {
            return (await channel.CallAsync(ContainerdMethods.ContentInfo, new ContentInfoRequest { Digest = digest }, Ordinary, cancellationToken)).Info;
        }
        catch (RuntimeException exception) when (exception.Code == RuntimeErrorCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>A document's bytes, unchecked.</summary>
    /// <returns>Null when it is not there, or larger than documents may be.</returns>
    public async Task<byte[]?> FindDocumentAsync(string digest, CancellationToken cancellationToken)
    {
        var document = new MemoryStream();
        await using var stream = Open(digest, cancellationToken);
        var buffer = new byte[16 << 10];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                document.Write(buffer, 0, read);
                if (document.Length > Documents.MaxSize)
                {
                    return null;
                }
            }
        }
        catch (RuntimeException exception) when (exception.Code != RuntimeErrorCode.Unavailable)
        {
            return null;
        }

        return document.ToArray();
    }

    /// <summary>A blob's content, unchecked. Reading it fails with a <see cref="RuntimeException"/>.</summary>
    public ContentStream Open(string digest, CancellationToken cancellationToken) =>
        new(channel.OpenStream(ContainerdMethods.ContentRead, new ReadContentRequest { Digest = digest }, Unlimited, cancellationToken));

    /// <summary>Makes the store forget a blob; its file goes with the next collection.</summary>
    public async Task DeleteAsync(string digest, CancellationToken cancellationToken)
    {
        try
        {
            await channel.CallAsync(ContainerdMethods.ContentDelete, new ContentInfoRequest { Digest = digest }, Ordinary, cancellationToken);
        }
        catch (RuntimeException exception) when (exception.Code == RuntimeErrorCode.NotFound)
        {
        }
    }
}
