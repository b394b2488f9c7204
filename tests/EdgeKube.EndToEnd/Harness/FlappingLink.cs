using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>
/// The wire between a node and the controller as bad sites have it: it passes bytes of TCP connections, knows nothing of what they mean
/// (so it is the same with TLS), and does to them what the weather says. Seeded.
/// </summary>
public sealed class FlappingLink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly IPEndPoint _controller;
    private readonly Random _random;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<FlappingConnection, bool> _connections = new();
    private readonly List<Task> _running = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _accepting = Task.CompletedTask;
    private int _accepted;
    private int _answered;
    private int _repeated;
    private long _down;

    public FlappingLink(IPAddress listen, IPEndPoint controller, int seed)
    {
        _listener = new TcpListener(listen, 0);
        _controller = controller;
        _random = new Random(seed);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Weather Weather { get; private set; }

    /// <summary>What <see cref="Weather.Throttle"/> lets pass in each direction.</summary>
    public int BytesPerSecond { get; init; } = 4000;

    /// <summary>When the last connection was accepted, as <see cref="Stopwatch"/> counts.</summary>
    public long AcceptedAt { get; private set; }

    /// <summary>Bytes that have reached the node, TLS and all.</summary>
    public long Down => Interlocked.Read(ref _down);

    /// <summary>How many connections the node has made, on how many of them the controller has spoken, and how often what the node said was said once more.</summary>
    public (int Accepted, int Answered, int Repeated) Connections => (_accepted, _answered, _repeated);

    public void Start()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public void Turn(Weather weather)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            Weather = weather;
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
        foreach (var connection in _connections.Keys)
        {
            connection.OnWeather(weather);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_running);
        _end.Dispose();
    }

    internal Task<Socket> ConnectAsync() => ConnectAsync(_end.Token);

    internal int Random(int below)
    {
        lock (_lock)
        {
            return _random.Next(below);
        }
    }

    internal void CountAnswered() => Interlocked.Increment(ref _answered);

    internal void CountDown(int bytes) => Interlocked.Add(ref _down, bytes);

    internal void CountRepeated() => Interlocked.Increment(ref _repeated);

    /// <summary>Holds bytes back as the weather demands.</summary>
    internal async Task HoldAsync(int bytes, CancellationToken cancellationToken)
    {
        switch (Weather)
        {
            case Weather.Silence:
                Task changed;
                lock (_lock)
                {
                    changed = Weather == Weather.Silence ? _changed.Task : Task.CompletedTask;
                }

                await changed.WaitAsync(cancellationToken);
                break;
            case Weather.Delay:
                await Task.Delay(TimeSpan.FromMilliseconds(20 + Random(200)), TimeProvider.System, cancellationToken);
                break;
            case Weather.Throttle:
                await Task.Delay(TimeSpan.FromSeconds(bytes / (double)BytesPerSecond), TimeProvider.System, cancellationToken);
                break;
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_controller, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket node;
            try
            {
                node = await _listener.AcceptSocketAsync(_end.Token);
            }
            catch (SocketException) when (!_end.IsCancellationRequested)
            {
                // That one was over before it was accepted.
                continue;
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            Interlocked.Increment(ref _accepted);
            AcceptedAt = Stopwatch.GetTimestamp();
            var connection = new FlappingConnection(this, node);
            _connections[connection] = true;
            _running.Add(RunAsync(connection));
        }
    }

    private async Task RunAsync(FlappingConnection connection)
    {
        await connection.RunAsync(_end.Token);
        _connections.TryRemove(connection, out _);
    }
}
