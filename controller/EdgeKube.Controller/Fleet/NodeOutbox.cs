using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;

namespace EdgeKube.Controller.Fleet;

/// <summary>
/// What is to be sent over one connection: control frames before stream frames, several under way at once, in order. Whoever adds never
/// waits; a node that takes nothing while it makes us answer loses its connection.
/// </summary>
internal sealed class NodeOutbox(INodeConnection connection)
{
    private const int Window = 16;
    private const int MaxFrames = 4096;
    private const long MaxBytes = 32 << 20;

    private readonly Lock _lock = new();
    private readonly Queue<LinkEffect.Send> _control = [];
    private readonly Queue<LinkEffect.Send> _stream = [];
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly SemaphoreSlim _window = new(Window, Window);
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource<string?> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _bytes;

    /// <summary>False when too much waits already.</summary>
    public bool TryAdd(LinkEffect.Send send)
    {
        lock (_lock)
        {
            if (_control.Count + _stream.Count >= MaxFrames || _bytes + send.Payload.Length > MaxBytes)
            {
                return false;
            }

            _bytes += send.Payload.Length;
            (send.Channel == LinkChannel.Control ? _control : _stream).Enqueue(send);
        }

        _waiting.Release();
        return true;
    }

    /// <summary>Sends until closed (null) or until a send fails (why).</summary>
    public async Task<string?> RunAsync()
    {
        var sending = SendAllAsync(_closed.Token);
        var first = await Task.WhenAny(sending, _failed.Task);
        await _closed.CancelAsync();
        return first == _failed.Task ? await _failed.Task : await sending;
    }

    public void Close() => _closed.Cancel();

    /// <summary>Ends the connection; the node will come back by itself.</summary>
    public Task DisconnectAsync() => connection.DisconnectAsync();

    private async Task<string?> SendAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _waiting.WaitAsync(cancellationToken);

                // Chosen only when there is room to send: a control frame may still overtake.
                await _window.WaitAsync(cancellationToken);
                _ = FinishAsync(Take(), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private LinkEffect.Send Take()
    {
        lock (_lock)
        {
            var next = _control.Count > 0 ? _control.Dequeue() : _stream.Dequeue();
            _bytes -= next.Payload.Length;
            return next;
        }
    }

    private async Task FinishAsync(LinkEffect.Send send, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendAsync(send.Channel, send.Payload, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Closed: the frame belonged to a connection that is no more.
        }
        catch (Exception e)
        {
            _failed.TrySetResult(e.Message);
        }
        finally
        {
            _window.Release();
        }
    }
}
