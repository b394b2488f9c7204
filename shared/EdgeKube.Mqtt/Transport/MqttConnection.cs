using System.IO.Pipelines;
using System.Net.Sockets;

namespace EdgeKube.Mqtt;

/// <summary>One byte stream as packets in both directions. The read side belongs to one loop; anyone may send.</summary>
internal sealed class MqttConnection
{
    private static readonly TimeSpan LingerLimit = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly Socket? _socket;
    private readonly MqttPeer _remote;
    private readonly TimeProvider _timeProvider;
    private readonly PipeReader _reader;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _pump;
    private long _lastReceived;

    /// <param name="stream">Owned from now on.</param>
    /// <param name="socket">The socket under the stream, when there is one: lets a close be seen by the peer before the reset.</param>
    /// <param name="remote">Which end the peer is.</param>
    /// <param name="timeProvider">The clock.</param>
    public MqttConnection(Stream stream, Socket? socket, MqttPeer remote, TimeProvider timeProvider)
    {
        _stream = stream;
        _socket = socket;
        _remote = remote;
        _timeProvider = timeProvider;
        _lastReceived = timeProvider.GetTimestamp();

        // Zero-byte reads: an idle connection holds no buffer.
        _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 8192, minimumReadSize: 1024, leaveOpen: true, useZeroByteReads: true));
        Output = new PacketOutput(stream, timeProvider);
        _pump = PumpAsync();
    }

    public PacketOutput Output { get; }

    /// <summary>The protocol in force; set from CONNECT on the server's side.</summary>
    public MqttProtocolVersion Version { get; set; } = MqttProtocolVersion.V5;

    /// <summary>The largest packet accepted, in bytes.</summary>
    public int MaxPacketSize { get; set; } = 64 * 1024;

    /// <summary>When bytes last arrived.</summary>
    public long LastReceived => Interlocked.Read(ref _lastReceived);

    /// <summary>False while the owner is busy with a packet, so that its slowness does not count against the peer.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>The peer has sent more than the packets that were read: it waits for nothing.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Fires when the output failed or the connection was aborted.</summary>
    public CancellationToken Closing => _closing.Token;

    public bool Send(MqttPacket packet) => Output.Send(packet, Version);

    /// <summary>The next packet; null when the peer closed between packets. Throws <see cref="MqttProtocolException"/> and what the stream throws.</summary>
    public async ValueTask<MqttPacket?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            IsWaiting = true;
            var result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            IsWaiting = false;
            Interlocked.Exchange(ref _lastReceived, _timeProvider.GetTimestamp());
            var buffer = result.Buffer;
            if (MqttDecoder.TryRead(ref buffer, _remote, Version, MaxPacketSize, out var packet))
            {
                HasMore = !buffer.IsEmpty;
                _reader.AdvanceTo(buffer.Start);
                return packet;
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>Closes at once; the owner's read fails.</summary>
    public void Abort()
    {
        try
        {
            _closing.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Closed already.
        }
    }

    /// <summary>Writes what is queued, as far as the peer takes it within two seconds, then closes. Never throws.</summary>
    public async Task CloseAsync(MqttPacket? last = null)
    {
        if (last is not null)
        {
            Send(last);
        }

        Output.Complete();
        try
        {
            await _pump.WaitAsync(LingerLimit, _timeProvider).ConfigureAwait(false);
            if (last is not null)
            {
                await LingerAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or TimeoutException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer is gone or too slow; it will see the reset.
        }

        Abort();
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _reader.CompleteAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    /// <summary>
    /// Closing with unread input resets the connection, and a reset can overtake the last packet, which says why: so the peer is given a
    /// moment to read it and close first.
    /// </summary>
    private async Task LingerAsync()
    {
        if (_socket is null)
        {
            return;
        }

        _socket.Shutdown(SocketShutdown.Send);
        using var limit = new CancellationTokenSource(LingerLimit, _timeProvider);
        var waste = new byte[4096];
        while (await _socket.ReceiveAsync(waste, limit.Token).ConfigureAwait(false) > 0)
        {
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            await Output.PumpAsync(_closing.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            Abort();
        }
    }
}
