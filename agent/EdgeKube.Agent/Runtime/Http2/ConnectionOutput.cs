using System.IO.Pipelines;

namespace EdgeKube.Agent.Runtime.Http2;

/// <summary>
/// The bytes on their way to the server. Whoever writes never waits, so the reading side can always answer the server even when that does
/// not read; one pump takes the bytes to the stream. All but the pump is used under the connection's lock.
/// </summary>
internal sealed class ConnectionOutput
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false));
    private long _pending;

    public PipeWriter Writer => _pipe.Writer;

    /// <summary>Bytes that the stream has not taken yet.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    public void Flush()
    {
        if (_pipe.Writer.UnflushedBytes > 0)
        {
            Interlocked.Add(ref _pending, _pipe.Writer.UnflushedBytes);

            // Without a pause threshold a flush never waits.
            _ = _pipe.Writer.FlushAsync().AsTask();
        }
    }

    /// <summary>Nothing more comes; the pump ends when all is written.</summary>
    public void Complete() => _pipe.Writer.Complete();

    /// <summary>Writes until completed; throws what the stream throws.</summary>
    public async Task PumpAsync(Stream stream, Action drained)
    {
        try
        {
            while (await _pipe.Reader.ReadAsync() is var result && !(result.IsCompleted && result.Buffer.IsEmpty))
            {
                foreach (var segment in result.Buffer)
                {
                    await stream.WriteAsync(segment);
                    Interlocked.Add(ref _pending, -segment.Length);
                }

                _pipe.Reader.AdvanceTo(result.Buffer.End);
                drained();
            }
        }
        finally
        {
            await _pipe.Reader.CompleteAsync();
        }
    }
}
