using System.IO.Pipelines;

namespace EdgeKube.Mqtt;

/// <summary>
/// The outgoing half of a connection. Packets are serialised at once, in the order of the calls, and one pump writes them, many small ones in
/// one go. Writing never blocks: who writes looks at <see cref="Pending"/>.
/// </summary>
internal sealed class PacketOutput(Stream stream, TimeProvider timeProvider)
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false));
    private readonly Lock _lock = new();
    private long _pending;
    private bool _completed;
    private bool _held;

    /// <summary>Called by the pump after it has written something; set before the pump runs.</summary>
    public Action? Drained { get; set; }

    /// <summary>Bytes serialised and not yet taken by the network.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    /// <summary>When the latest packet was queued.</summary>
    public long LastSent { get; private set; } = timeProvider.GetTimestamp();

    /// <summary>Queues a packet; false when the connection is closing.</summary>
    public bool Send(MqttPacket packet, MqttProtocolVersion version)
    {
        lock (_lock)
        {
            if (_completed)
            {
                return false;
            }

            var before = _pipe.Writer.UnflushedBytes;
            MqttEncoder.Write(_pipe.Writer, packet, version);
            Interlocked.Add(ref _pending, _pipe.Writer.UnflushedBytes - before);
            LastSent = timeProvider.GetTimestamp();
            Flush();
            return true;
        }
    }

    /// <summary>What is sent from now on waits for <see cref="Release"/>, so that it goes in one piece.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _held = true;
        }
    }

    /// <summary>Lets go of what was held; does no harm when nothing was.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (_held)
            {
                _held = false;
                Flush();
            }
        }
    }

    /// <summary>Nothing more comes; the pump ends when all is written.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            if (!_completed)
            {
                _completed = true;
                _pipe.Writer.Complete();
            }
        }
    }

    private void Flush()
    {
        if (!_held && !_completed)
        {
            // Without a pause threshold a flush never waits.
            _ = _pipe.Writer.FlushAsync().AsTask();
        }
    }

    /// <summary>Writes until completed; throws what the stream throws.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var result = await _pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                foreach (var segment in result.Buffer)
                {
                    await stream.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
                    Interlocked.Add(ref _pending, -segment.Length);
                    Drained?.Invoke();
                }

                _pipe.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }
            }
        }
        finally
        {
            Complete();
            await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        }
    }
}
