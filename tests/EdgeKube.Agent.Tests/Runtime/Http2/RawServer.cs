using System.Net.Sockets;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Tests.Runtime.Http2;

/// <summary>A listener on an abstract unix socket that hands every connection to a script of the test's own.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly UnixDomainSocketEndPoint _address = new($"\0ek-http2-{Guid.NewGuid():N}");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public RawServer()
    {
        _listener.Bind(_address);
        _listener.Listen();
        Transport = new HttpGrpcTransport(ConnectAsync, TimeProvider.System);
    }

    public HttpGrpcTransport Transport { get; }

    public async Task<RawConnection> AcceptAsync() => new(new NetworkStream(await _listener.AcceptAsync(), ownsSocket: true));

    /// <summary>Past the client's preface, the server's settings said.</summary>
    public async Task<RawConnection> AcceptAndGreetAsync(params (ushort Setting, uint Value)[] settings)
    {
        var connection = await AcceptAsync();
        await connection.ReadPrefaceAsync();
        await connection.SendAsync(ServerFrames.Settings(settings));
        return connection;
    }

    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(_address, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public void Dispose()
    {
        Transport.Dispose();
        _listener.Dispose();
    }
}
