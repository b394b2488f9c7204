using System.Text;
using System.Threading.Channels;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Http.Spdy;

/// <summary>One connection that a client forwards: a stream for its bytes and one for what went wrong.</summary>
internal sealed class ForwardedConnection(uint data, uint error, Func<byte[], CancellationToken, Task> send)
{
    // Few: a pod that does not read makes the whole tunnel wait, and so the client.
    private readonly Channel<SpdyFrame.Data> _input = Channel.CreateBounded<SpdyFrame.Data>(4);
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Takes what the client sends; waits while the pod does not take it.</summary>
    public async Task TakeAsync(SpdyFrame.Data piece, CancellationToken cancellationToken)
    {
        try
        {
            await _input.Writer.WriteAsync(piece with { Bytes = piece.Bytes.ToArray() }, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // The pod's side has ended; the client learns of it.
        }
    }

    public void Cancel() => _ended.Cancel();

    /// <summary>Runs until the pod's side has ended or the client has reset its stream.</summary>
    public async Task RunAsync(Func<CancellationToken, Task<ApiResult<IPodStream>>> open, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        try
        {
            var opened = await open(either.Token);
            var failure = opened.Succeeded ? await CarryAsync(opened.Object, either) : opened.Error.Message;
            if (failure is not null)
            {
                await send(SpdyWriter.Data(error, Encoding.UTF8.GetBytes(failure), ends: false), cancellationToken);
            }

            await send(SpdyWriter.Data(error, default, ends: true), cancellationToken);
            await send(SpdyWriter.Data(data, default, ends: true), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or wants this connection no more.
        }
        finally
        {
            _input.Writer.TryComplete();
        }
    }

    // Null when all went well.
    private async Task<string?> CarryAsync(IPodStream stream, CancellationTokenSource either)
    {
        await using var opened = stream;
        var feeding = FeedAsync(stream, either.Token);
        try
        {
            await foreach (var record in stream.ReadAsync(either.Token))
            {
                await send(SpdyWriter.Data(data, record.Bytes.Span, ends: false), either.Token);
            }

            return stream.Outcome is { Status: "Success" } ? null : stream.Outcome.Message;
        }
        finally
        {
            _input.Writer.TryComplete();
            await feeding;
        }
    }

    private async Task FeedAsync(IPodStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var piece in _input.Reader.ReadAllAsync(cancellationToken))
            {
                foreach (var record in StreamRecord.Split(StreamChannels.Stdin, piece.Bytes))
                {
                    await stream.WriteAsync(record, cancellationToken);
                }

                if (piece.Ends)
                {
                    await stream.WriteAsync(new StreamRecord(StreamChannels.Stdin, default), cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Ended with its connection.
        }
    }
}
