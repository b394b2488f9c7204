using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Streams;

namespace EdgeKube.Cli.Local;

/// <summary>A stream of records to a pod over the node's socket; its last record, on the error channel, is the outcome.</summary>
internal sealed class NodeStream(string path, ApiCall call) : IApiStream
{
    public const string Protocol = "edgekube-records";

    private const int BlockSize = 16 * 1024;
    private readonly TaskCompletionSource<NetworkStream> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1);

    public ApiStatus? Outcome { get; private set; }

    public async IAsyncEnumerable<StreamRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (stream, left) = await OpenAsync(cancellationToken);
        var (reader, block, hasBegun) = (new StreamRecordReader(), new byte[BlockSize], false);
        var piece = left;
        while (true)
        {
            foreach (var record in reader.Read(piece))
            {
                if (record.Channel == StreamChannels.Error)
                {
                    Finish(record, hasBegun);
                    yield break;
                }

                hasBegun = true;
                yield return record;
            }

            var read = await stream.ReadAsync(block, cancellationToken);
            piece = read > 0 ? block.AsMemory(0, read) : throw new TransportException("the node's socket: the connection ended; was the agent stopped?");
        }
    }

    public async Task WriteAsync(StreamRecord record, CancellationToken cancellationToken)
    {
        var stream = await _opened.Task.WaitAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await stream.WriteAsync(record.Encode(), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_opened.Task.IsCompletedSuccessfully)
        {
            await (await _opened.Task).DisposeAsync();
        }

        _opened.TrySetCanceled();
    }

    private async Task<(NetworkStream Stream, ReadOnlyMemory<byte> Left)> OpenAsync(CancellationToken cancellationToken)
    {
        var stream = await NodeSocket.ConnectAsync(path, cancellationToken);
        try
        {
            var answer = await NodeClient.SendAsync(stream, call with { IsUpgrade = true }, cancellationToken);
            if (answer.Code != 101)
            {
                throw new ApiException(new ApiReply(answer.Code, await NodeClient.ReadAllAsync(stream, answer, cancellationToken)).ReadStatus());
            }

            _opened.SetResult(stream);
            return (stream, answer.Left);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private void Finish(StreamRecord record, bool hasBegun)
    {
        Outcome = JsonSerializer.Deserialize(record.Bytes.Span, MetaJsonContext.Default.ApiStatus) ?? new ApiStatus { Message = "the node did not say how it ended" };
        if (!hasBegun && Outcome is { Status: not "Success", Reason: not "NonZeroExitCode" })
        {
            throw new ApiException(Outcome);
        }
    }
}
