using System.Net;

namespace EdgeKube.Mqtt;

/// <summary>An MQTT endpoint: clients connect, everything they publish goes to the handler, and the handler delivers by session. Routes nothing.</summary>
public sealed class MqttServer : IAsyncDisposable
{
    /// <summary>Makes a server that does not listen yet.</summary>
    public MqttServer(MqttServerOptions options, IMqttServerHandler handler)
    {
        _ = handler;
        EndPoint = options.EndPoint;
    }

    /// <summary>Where it listens; the real port once started.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Every session, connected or kept.</summary>
    public IReadOnlyCollection<MqttServerSession> Sessions => throw new NotImplementedException();

    /// <summary>Binds and starts to accept. Throws <see cref="System.Net.Sockets.SocketException"/> when the address is taken.</summary>
    public void Start() => throw new NotImplementedException();

    /// <summary>The session of a client id, or null.</summary>
    public MqttServerSession? FindSession(string clientId) => throw new NotImplementedException();

    /// <summary>
    /// Stops gracefully: accepts no more, tells every client ServerShuttingDown, lets handler calls end; the token makes it hard. Sessions
    /// end with the server, and wills are not published.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
