using System.Globalization;
using System.Net.WebSockets;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Http.Spdy;

/// <summary>
/// kubectl's port-forward: SPDY/3.1 frames in the messages of a WebSocket. Each connection is two streams, of the types error and data, under one
/// request id.
/// </summary>
internal sealed class PortForwardTunnel(WebSocket socket, OpenPort open, Func<bool> mayGoOn) : IDisposable
{
    private const int MaxConnections = 128;
    private const int BufferSize = 16 << 10;

    private readonly SpdyReader _reader = new();
    private readonly SpdyWriter _writer = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, uint> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, ForwardedConnection> _connections = [];
    private readonly List<Task> _running = [];

    /// <summary>Runs until the client has gone.</summary>
    /// <exception cref="SpdyException">It speaks something else.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var buffer = new byte[BufferSize];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), gone.Token) is { MessageType: not WebSocketMessageType.Close } received && mayGoOn())
            {
                foreach (var frame in _reader.Read(buffer.AsMemory(0, received.Count)))
                {
                    await HandleAsync(frame, gone.Token);
                }

                _running.RemoveAll(task => task.IsCompleted);
            }
        }
        catch (WebSocketException)
        {
            // Gone without a word.
        }
        finally
        {
            await gone.CancelAsync();
            await Task.WhenAll(_running);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _turn.Dispose();
    }

    private async Task HandleAsync(SpdyFrame frame, CancellationToken cancellationToken)
    {
        switch (frame)
        {
            case SpdyFrame.Open opened:
                await AcceptAsync(opened, cancellationToken);
                break;
            case SpdyFrame.Data data when Find(data.Stream) is { } connection:
                await connection.TakeAsync(data, cancellationToken);
                break;
            case SpdyFrame.Reset reset:
                Find(reset.Stream)?.Cancel();
                break;
            case SpdyFrame.Ping ping:
                await SendAsync(SpdyWriter.Pong(ping.Id), cancellationToken);
                break;
        }
    }

    private async Task AcceptAsync(SpdyFrame.Open opened, CancellationToken cancellationToken)
    {
        var request = opened.Headers.GetValueOrDefault("requestid", "");
        var isPort = ushort.TryParse(opened.Headers.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;
        switch (opened.Headers.GetValueOrDefault("streamtype"))
        {
            case "error" when isPort && _errors.Count < MaxConnections && _errors.TryAdd(request, opened.Stream):
                await SendAsync(_writer.Reply(opened.Stream), cancellationToken);
                break;
            case "data" when isPort && Count() < MaxConnections && _errors.Remove(request, out var error):
                await SendAsync(_writer.Reply(opened.Stream), cancellationToken);
                Start(opened.Stream, error, port, cancellationToken);
                break;
            default:
                await SendAsync(SpdyWriter.Refuse(opened.Stream), cancellationToken);
                break;
        }
    }

    private void Start(uint data, uint error, int port, CancellationToken cancellationToken)
    {
        var connection = new ForwardedConnection(data, error, SendAsync);
        lock (_connections)
        {
            _connections[data] = connection;
        }

        _running.Add(RunAsync(data, connection, port, cancellationToken));
    }

    private async Task RunAsync(uint data, ForwardedConnection connection, int port, CancellationToken cancellationToken)
    {
        try
        {
            await connection.RunAsync(token => open(port, token), cancellationToken);
        }
        catch (WebSocketException)
        {
            // The client has gone; the tunnel ends.
        }
        finally
        {
            lock (_connections)
            {
                _connections.Remove(data);
            }
        }
    }

    private ForwardedConnection? Find(uint stream)
    {
        lock (_connections)
        {
            return _connections.GetValueOrDefault(stream);
        }
    }

    private int Count()
    {
        lock (_connections)
        {
            return _connections.Count;
        }
    }

    private async Task SendAsync(byte[] frame, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }
}
