using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Images;

/// <summary>containerd's blobs, by their digests. Whatever is written is kept alive by one lease.</summary>
internal sealed class ContentStore(GrpcChannel channel, string lease, TimeProvider time)
{
    /// <summary>Small enough to stay out of the large object heap together with its envelope.</summary>
    private const int ChunkSize = 64 << 10;

    private const int MaxAborts = 10;
    private static readonly TimeSpan AbortPause = TimeSpan.FromMilliseconds(50);

    private readonly GrpcCallOptions _options = new() { Headers = [ContainerdMethods.Namespace, new("containerd-lease", lease)] };

    /// <summary>Goes on where an earlier attempt under the same reference ended. Content that is there already is only read past.</summary>
    /// <param name="expected">The digest that the content must have; null: whatever it has.</param>
    /// <exception cref="RuntimeException">With <see cref="RuntimeErrorCode.FailedPrecondition"/> when the content has another digest.</exception>
    public async Task WriteAsync(string reference, string? expected, BlobSource source, CancellationToken cancellationToken)
    {
        try
        {
            using var call = channel.OpenDuplex(ContainerdMethods.ContentWrite, _options, cancellationToken);
            await WriteAsync(call, reference, expected ?? "", source, cancellationToken);
            call.CompleteWriting();
        }
        catch (RuntimeException exception) when (exception.Code == RuntimeErrorCode.AlreadyExists)
        {
        }

        var rest = new byte[ChunkSize];
        while (await source.ReadAsync(rest, cancellationToken) > 0)
        {
        }
    }

    /// <summary>Throws away what an unfinished write has left. What cannot be now, containerd's own collection takes once the lease is gone.</summary>
    public async Task AbortAsync(string reference, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAborts; attempt++)
        {
            try
            {
                await channel.CallAsync(ContainerdMethods.ContentAbort, new AbortRequest { Ref = reference }, _options, cancellationToken);
                return;
            }
            catch (RuntimeException exception) when (exception.Code == RuntimeErrorCode.NotFound)
            {
                return;
            }
            catch (RuntimeException) when (!cancellationToken.IsCancellationRequested)
            {
                // The write, given up a moment ago, may be putting down its last there.
                await Task.Delay(AbortPause, time, cancellationToken);
            }
        }
    }

    /// <summary>Sets the labels that are not set already.</summary>
    public async Task LabelAsync(string digest, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var info = (await channel.CallAsync(ContainerdMethods.ContentInfo, new ContentInfoRequest { Digest = digest }, _options, cancellationToken)).Info;
        var missing = new Dictionary<string, string>();
        foreach (var (key, value) in labels)
        {
            if (info?.Labels.GetValueOrDefault(key) != value)
            {
                missing[key] = value;
            }
        }

        if (missing.Count > 0)
        {
            var update = new ContentUpdateRequest
            {
                Info = new ContentInfo { Digest = digest, Labels = missing },
                UpdateMask = new FieldMask { Paths = [.. missing.Keys.Select(key => $"labels.{key}")] },
            };
            await channel.CallAsync(ContainerdMethods.ContentUpdate, update, _options, cancellationToken);
        }
    }

    private static async Task WriteAsync(
        GrpcCall<WriteContentRequest, WriteContentResponse> call, string reference, string expected, BlobSource source, CancellationToken cancellationToken)
    {
        var opened = await ExchangeAsync(call, new WriteContentRequest { Action = WriteAction.Stat, Ref = reference, Total = source.Size, Expected = expected });
        var buffer = new byte[ChunkSize];
        var offset = 0L;
        while (offset < opened.Offset)
        {
            var skipped = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(ChunkSize, opened.Offset - offset)), cancellationToken);
            offset += skipped > 0 ? skipped : throw new RuntimeException(RuntimeErrorCode.FailedPrecondition, $"{reference}: an earlier write was longer");
        }

        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            var data = buffer.AsMemory(0, read);
            await ExchangeAsync(call, new WriteContentRequest { Action = WriteAction.Write, Ref = reference, Total = source.Size, Expected = expected, Offset = offset, Data = data });
            offset += read;
        }

        await ExchangeAsync(call, new WriteContentRequest { Action = WriteAction.Commit, Ref = reference, Total = source.Size, Expected = expected, Offset = offset });
    }

    private static async Task<WriteContentResponse> ExchangeAsync(GrpcCall<WriteContentRequest, WriteContentResponse> call, WriteContentRequest request)
    {
        try
        {
            await call.WriteAsync(request);
        }
        catch (RuntimeException)
        {
            // The server has hung up; what it said before tells more than the broken pipe.
            await call.ReadAsync();
            throw;
        }

        return await call.ReadAsync() ?? throw new RuntimeException(RuntimeErrorCode.Internal, "The runtime ended a write of content without an answer");
    }
}
