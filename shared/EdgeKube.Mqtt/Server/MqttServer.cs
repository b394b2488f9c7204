using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Mqtt;

/// <summary>An MQTT endpoint: clients connect, everything they publish goes to the handler, and the handler delivers by session. Routes nothing.</summary>
public sealed class MqttServer : IAsyncDisposable
{
    private readonly MqttServerOptions _options;
    private readonly IMqttServerHandler _handler;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _stoppingHard = new();
    private readonly SessionTable _sessions;
    private readonly ConnectionGate _gate;
    private readonly ServerAcceptor _acceptor;
    private readonly TaskSet _running = new();
    private readonly KeyedLock _byClientId = new();
    private readonly long _started;
    private Socket? _listener;
    private int _connections;

    /// <summary>Makes a server that does not listen yet.</summary>
    public MqttServer(MqttServerOptions options, IMqttServerHandler handler)
    {
        _options = options;
        _handler = handler;
        _started = options.TimeProvider.GetTimestamp();
        _sessions = new SessionTable(options.Limits, handler, options.TimeProvider, _stoppingHard.Token);
        _gate = new ConnectionGate(options.Limits);
        _acceptor = new ServerAcceptor(options, handler);
        EndPoint = options.EndPoint;
    }

    /// <summary>Where it listens; the real port once started.</summary>
    public IPEndPoint EndPoint { get; private set; }

    /// <summary>Every session, connected or kept.</summary>
    public IReadOnlyCollection<MqttServerSession> Sessions => _sessions.All;

    /// <summary>Binds and starts to accept. Throws <see cref="SocketException"/> when the address is taken.</summary>
    public void Start()
    {
        var listener = new Socket(_options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (_options.EndPoint.Address.Equals(IPAddress.IPv6Any))
        {
            // "Anywhere" means both families, as at an HTTP door.
            listener.DualMode = true;
        }

        listener.Bind(_options.EndPoint);
        listener.Listen(512);
        _listener = listener;
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _running.Add(AcceptAsync(listener));
    }

    /// <summary>The session of a client id, or null.</summary>
    public MqttServerSession? FindSession(string clientId) => _sessions.Find(clientId);

    /// <summary>
    /// Stops gracefully: accepts no more, tells every client ServerShuttingDown, lets handler calls end; the token makes it hard. Sessions
    /// end with the server, and wills are not published.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener?.Dispose();
        await using var hard = cancellationToken.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), _stoppingHard).ConfigureAwait(false);
        var sessions = _sessions.All;
        foreach (var session in sessions)
        {
            _ = session.TakeOver(MqttReasonCode.ServerShuttingDown);
        }

        await _running.WhenAllAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var session in sessions)
        {
            session.End(MqttReasonCode.ServerShuttingDown);
            await session.Calls.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops, giving handler calls five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), _options.TimeProvider);
        try
        {
            await StopAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A handler that ignores its token is left behind.
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                Admit(socket);
            }
            catch (SocketException e) when (!_stopping.IsCancellationRequested)
            {
                // A client that went away between, or too many open files: neither ends the endpoint, and the latter passes.
                _handler.OnFault(null, e);
                await Task.Delay(TimeSpan.FromMilliseconds(20), _options.TimeProvider, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private void Admit(Socket socket)
    {
        if (socket.RemoteEndPoint is not IPEndPoint remote)
        {
            socket.Dispose();
            return;
        }

        var source = SourceAddress.Of(remote.Address);
        if (_gate.TryEnter(source, _options.TimeProvider.GetElapsedTime(_started)) is { } refusal)
        {
            // Not even TLS is spent on it.
            socket.Dispose();
            _handler.OnRefused(remote, refusal, "too many new connections");
            return;
        }

        socket.NoDelay = true;
        _running.Add(Task.Run(() => HandleAsync(socket, remote, source)));
    }

    private async Task HandleAsync(Socket socket, IPEndPoint remote, IPAddress source)
    {
        AcceptedConnect? accepted;
        using (var limit = new CancellationTokenSource(_options.Limits.ConnectTimeout, _options.TimeProvider))
        using (var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token))
        {
            try
            {
                accepted = await _acceptor.AcceptAsync(socket, remote, both.Token).ConfigureAwait(false);
            }
            finally
            {
                _gate.Leave(source);
            }
        }

        if (accepted is not null)
        {
            await CountAsync(accepted).ConfigureAwait(false);
        }
    }

    private async Task CountAsync(AcceptedConnect accepted)
    {
        try
        {
            await (Interlocked.Increment(ref _connections) > _options.Limits.MaxConnections
                ? RefuseAsync(accepted, MqttReasonCode.ServerBusy)
                : ServeAsync(accepted)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The edge of one connection: the endpoint goes on.
            _handler.OnFault(accepted.ClientId, e);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task ServeAsync(AcceptedConnect accepted)
    {
        ServerConnection connection;
        bool present;
        using (await _byClientId.LockAsync(accepted.ClientId).ConfigureAwait(false))
        {
            if (!await TakeOverAsync(accepted).ConfigureAwait(false))
            {
                await RefuseAsync(accepted, MqttReasonCode.ServerBusy).ConfigureAwait(false);
                return;
            }

            var session = _sessions.Get(accepted, out present, out var refusal);
            if (session is null)
            {
                await RefuseAsync(accepted, refusal).ConfigureAwait(false);
                return;
            }

            connection = Begin(session, accepted, present);
        }

        if (_stopping.IsCancellationRequested)
        {
            connection.End(MqttReasonCode.ServerShuttingDown, keepWill: false);
        }

        await connection.RunAsync(present).ConfigureAwait(false);
    }

    /// <summary>Ends the connection that has the client id now. False when its handler does not let go in time.</summary>
    private async Task<bool> TakeOverAsync(AcceptedConnect accepted)
    {
        if (_sessions.Find(accepted.ClientId) is not { } old || !old.Identity.Equals(accepted.Authentication.Identity))
        {
            return true;
        }

        try
        {
            await old.TakeOver(MqttReasonCode.SessionTakenOver).WaitAsync(_options.Limits.ConnectTimeout, _options.TimeProvider).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private ServerConnection Begin(MqttServerSession session, AcceptedConnect accepted, bool present)
    {
        var limits = accepted.Authentication.Limits;
        var connection = new ServerConnection(session, accepted.Connection, accepted.Connect, limits, _handler, _options.TimeProvider);
        accepted.Connection.MaxPacketSize = limits.MaxPacketSize;
        session.Connected(connection, accepted);

        // CONNACK is the first packet; what is redelivered follows it. A client that waits for nothing gets all answers to what it sent in one piece.
        if (accepted.Connection.HasMore)
        {
            accepted.Connection.Output.Hold();
        }

        accepted.Connection.Send(ConnectPlanner.BuildConnAck(accepted.Connect, accepted.ClientId, present, limits));
        session.Attach(connection, accepted.Connect, present);
        return connection;
    }

    private async Task RefuseAsync(AcceptedConnect accepted, MqttReasonCode reason)
    {
        _handler.OnRefused(accepted.Remote, reason, $"client id '{accepted.ClientId}'");
        await accepted.Connection.CloseAsync(new ConnAckPacket { Reason = reason }).ConfigureAwait(false);
    }
}
