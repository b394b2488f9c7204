using System.Buffers;
using System.IO.Pipelines;
using EdgeKube.Agent.Runtime.Http2.Frames;
using EdgeKube.Agent.Runtime.Http2.Hpack;

namespace EdgeKube.Agent.Runtime.Http2.Session;

/// <summary>
/// One request and its response. The session changes it, under the lock of its owner; who awaits <see cref="Headers"/> or reads
/// <see cref="Body"/> needs no lock, and finds fields that were set before.
/// </summary>
internal sealed class Http2Stream(int id, int sendWindow)
{
    /// <summary>How many bytes of a response may lie here unread.</summary>
    public const int Window = 65535;

    // No pause: the window bounds what lies here.
    private static readonly PipeOptions BodyOptions = new(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false);

    private readonly Pipe _body = new(BodyOptions);
    private readonly TaskCompletionSource _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<HeaderField>? _fields;
    private IReadOnlyList<HeaderField> _trailers = [];
    private int _receiveWindow = Window;
    private int _consumed;

    public int Id { get; } = id;

    /// <summary>How many bytes the server lets this stream send; negative after it has lowered its settings.</summary>
    public int SendWindow { get; set; } = sendWindow;

    public bool IsSendingOver { get; set; }

    /// <summary>The response has ended, well or not.</summary>
    public bool IsReceivingOver { get; private set; }

    /// <summary>Completes when the response's headers are there; fails with <see cref="IOException"/>.</summary>
    public Task Headers => _headers.Task;

    /// <summary>HTTP's; 0 before <see cref="Headers"/>.</summary>
    public int Status { get; private set; }

    /// <summary>Fails with <see cref="IOException"/>; what lies unread is then lost.</summary>
    public PipeReader Body => _body.Reader;

    /// <summary>Looked for in the trailers, which are there when the body has ended, then in the headers.</summary>
    public string? FindField(string name) => Find(_trailers, name) ?? Find(_fields ?? [], name);

    /// <exception cref="Http2Exception">No response looks like this.</exception>
    public void AcceptHeaders(IReadOnlyList<HeaderField> fields, bool isEnd)
    {
        if (_fields is not null)
        {
            _trailers = isEnd ? fields : throw new Http2Exception(Http2ErrorCode.ProtocolError, "trailers before the end of a response");
            End();
            return;
        }

        var status = ResponseStatus.Read(fields);
        if (status < 200)
        {
            // An interim response: the real one follows.
            if (isEnd)
            {
                throw new Http2Exception(Http2ErrorCode.ProtocolError, "an end without a response");
            }

            return;
        }

        (_fields, Status) = (fields, status);
        _headers.TrySetResult();
        if (isEnd)
        {
            End();
        }
    }

    /// <param name="data">Without padding.</param>
    /// <param name="windowSize">What the frame takes of the window: with padding.</param>
    /// <param name="isEnd">The response ends here.</param>
    /// <exception cref="Http2Exception">The server sent too early or too much.</exception>
    public void AcceptData(ReadOnlySequence<byte> data, int windowSize, bool isEnd)
    {
        if (_fields is null)
        {
            throw new Http2Exception(Http2ErrorCode.ProtocolError, "a body before its headers");
        }

        _receiveWindow -= windowSize;
        if (_receiveWindow < 0)
        {
            throw new Http2Exception(Http2ErrorCode.FlowControlError, "more data than the stream's window allows");
        }

        _consumed += windowSize - (int)data.Length;
        foreach (var segment in data)
        {
            _body.Writer.Write(segment.Span);
        }

        // Without a pause threshold a flush never waits.
        _ = _body.Writer.FlushAsync().AsTask();
        if (isEnd)
        {
            End();
        }
    }

    /// <summary>Counts bytes that the reader has taken.</summary>
    /// <returns>By how much the server's window grows now: half windows at a time.</returns>
    public int Consume(int count)
    {
        _consumed += count;
        if (IsReceivingOver || _consumed < Window / 2)
        {
            return 0;
        }

        var increment = _consumed;
        _receiveWindow += increment;
        _consumed = 0;
        return increment;
    }

    public void Fail(IOException exception)
    {
        if (_headers.TrySetException(exception))
        {
            // Perhaps nobody waits any more; the exception must not count as unobserved.
            _ = _headers.Task.Exception;
        }

        IsReceivingOver = true;
        _body.Writer.Complete(exception);
    }

    private static string? Find(IReadOnlyList<HeaderField> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Name == name)
            {
                return field.Value;
            }
        }

        return null;
    }

    private void End()
    {
        IsReceivingOver = true;
        _body.Writer.Complete();
    }
}
