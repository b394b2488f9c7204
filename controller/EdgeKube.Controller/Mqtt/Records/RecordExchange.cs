using System.Buffers.Binary;
using EdgeKube.Controller.Api;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Mqtt.Records;

/// <summary>Carries a stream to a pod over messages: records down in the parts of an answer, records up in messages INPUT, the outcome last.</summary>
internal sealed class RecordExchange(Outbox outbox, OpenExchange opened, IPodStream stream) : IDisposable
{
    public const string ContentType = "application/vnd.edgekube.records";

    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _over = CancellationTokenSource.CreateLinkedTokenSource(opened.Cancelled);

    /// <summary>Runs until the pod's side has ended, and tells how; or until the client has gone or cancelled.</summary>
    public async Task RunAsync()
    {
        var feeding = FeedAsync(opened.Input!);
        try
        {
            await foreach (var record in stream.ReadAsync(_over.Token))
            {
                await SendAsync(record);
            }
        }
        catch (OperationCanceledException) when (!opened.ConnectionEnded.IsCancellationRequested)
        {
            // CANCEL, or a client that does not keep to the rules: the outcome says it.
        }
        finally
        {
            opened.Input!.Complete();
            await _over.CancelAsync();
            await feeding;
            outbox.Abandon();
        }

        await outbox.SendLastAsync(Responses.Of(stream.Outcome), opened.ConnectionEnded);
    }

    public void Dispose()
    {
        _over.Dispose();
        _turn.Dispose();
    }

    private async Task FeedAsync(ExchangeInput input)
    {
        try
        {
            await foreach (var record in input.ReadAsync(TellCreditAsync, _over.Token))
            {
                await stream.WriteAsync(record, _over.Token);
            }
        }
        catch (LinkProtocolException)
        {
            await _over.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }

    private Task TellCreditAsync(long limit)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, limit);
        return SendAsync(new StreamRecord(StreamChannels.Credit, bytes));
    }

    private async Task SendAsync(StreamRecord record)
    {
        await _turn.WaitAsync(_over.Token);
        try
        {
            await outbox.SendPartAsync(ContentType, record.Encode(), _over.Token);
        }
        finally
        {
            _turn.Release();
        }
    }
}
