using System.Buffers;
using System.IO.Pipelines;
using EdgeKube.Agent.Runtime.Http2.Frames;
using EdgeKube.Agent.Runtime.Http2.Hpack;
using EdgeKube.Agent.Runtime.Http2.Session;

namespace EdgeKube.Agent.Runtime.Http2;

/// <summary>
/// A session on a byte stream: one loop reads, one pump writes, and callers wait here for what the session does not allow yet. When any of
/// the two ends, so does every call.
/// </summary>
internal sealed class Http2Connection : IDisposable
{
    /// <summary>Requests wait while this much is on its way.</summary>
    private const int MaxPendingData = 64 << 10;

    /// <summary>A server that asks for answers and does not read them is no server.</summary>
    private const int MaxPending = 256 << 10;

    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private readonly ConnectionOutput _output = new();
    private readonly Http2Session _session;
    private readonly FrameHandler _handler;
    private readonly AsyncSignal _changed = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IOException? _failure;

    /// <param name="stream">Owned from now on.</param>
    public Http2Connection(Stream stream, TimeProvider time)
    {
        _stream = stream;
        _time = time;
        _session = new Http2Session(_output.Writer);
        _handler = new FrameHandler(_session);
        _session.Start();
        _output.Flush();
        Ended = RunAsync();
    }

    /// <summary>Completes when the server has introduced itself; fails with <see cref="IOException"/>.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Completes, without an exception, when the stream is closed.</summary>
    public Task Ended { get; }

    public bool TakesCalls
    {
        get
        {
            lock (_lock)
            {
                return _session.TakesStreams;
            }
        }
    }

    /// <returns>Null when the connection takes no calls any more; the server has then heard nothing of this one.</returns>
    public async Task<Http2Call?> TryOpenAsync(IReadOnlyList<HeaderField> fields, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (!_session.TakesStreams)
                {
                    return null;
                }

                if (_session.TryOpen(fields) is { } stream)
                {
                    _output.Flush();
                    return new Http2Call(this, stream);
                }

                changed = _changed.Next;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until the server and the connection have taken all of the data.</summary>
    /// <exception cref="IOException">The call or the connection is over.</exception>
    public async ValueTask SendAsync(Http2Stream stream, ReadOnlyMemory<byte> data, bool isEnd, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                var room = MaxPendingData - (int)_output.Pending;
                data = data[_session.Send(stream, data.Span, isEnd, room)..];
                _output.Flush();
                if (data.IsEmpty)
                {
                    return;
                }

                changed = _changed.Next;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Lets the server send as much more as the reader has taken.</summary>
    public void Consume(Http2Stream stream, int count)
    {
        lock (_lock)
        {
            if (_failure is null)
            {
                _session.Consume(stream, count);
                _output.Flush();
            }
        }
    }

    public void Cancel(Http2Stream stream)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                return;
            }

            _session.Cancel(stream);
            _output.Flush();
            _changed.Pulse();
            if (!_session.IsDrained)
            {
                return;
            }
        }

        Dispose();
    }

    public void Dispose()
    {
        Fail(new IOException("The connection was closed"));
        _stream.Dispose();
    }

    private async Task RunAsync()
    {
        var writing = WriteAsync();
        await ReadAsync();

        // What is queued still tells the server why, as far as it takes it.
        await writing.WaitAsync(FarewellLimit, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stream.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        try
        {
            await _output.PumpAsync(_stream, Drained);
        }
        catch (Exception exception)
        {
            Fail(exception);
            await _stream.DisposeAsync();
        }
    }

    private async Task ReadAsync()
    {
        // Zero-byte reads: an idle connection holds no buffer.
        var reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync();
                var buffer = result.Buffer;
                Handle(ref buffer);
                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    throw new IOException("The server closed the connection");
                }
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        await reader.CompleteAsync();
    }

    private void Handle(ref ReadOnlySequence<byte> buffer)
    {
        lock (_lock)
        {
            while (FrameReader.TryRead(ref buffer, out var header, out var payload))
            {
                _handler.Handle(header, payload);
            }

            _output.Flush();
            _changed.Pulse();
            if (_handler.IsGreeted)
            {
                _ready.TrySetResult();
            }

            if (_session.IsDrained)
            {
                throw new IOException("The server ended the connection");
            }

            if (_output.Pending > MaxPending)
            {
                throw new Http2Exception(Http2ErrorCode.EnhanceYourCalm, "it does not read its answers");
            }
        }
    }

    private void Drained()
    {
        lock (_lock)
        {
            _changed.Pulse();
        }
    }

    /// <summary>Whatever went wrong, nobody may be left waiting.</summary>
    private void Fail(Exception exception)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                return;
            }

            _failure = exception as IOException ?? new IOException(exception.Message, exception);
            _session.Fail(_failure);
            if (exception is Http2Exception broken)
            {
                _session.GoAway(broken.Code);
                _output.Flush();
            }

            _output.Complete();
            _changed.Pulse();
            _ready.TrySetException(_failure);
            _ = _ready.Task.Exception;
        }
    }
}
