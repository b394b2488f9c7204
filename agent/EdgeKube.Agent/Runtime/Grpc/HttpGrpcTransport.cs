using System.Net.Sockets;
using EdgeKube.Agent.Runtime.Http2;
using EdgeKube.Agent.Runtime.Http2.Hpack;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>gRPC's transport over HTTP/2.</summary>
/// <param name="connect">Makes the byte stream; fails with <see cref="IOException"/>.</param>
internal sealed class HttpGrpcTransport(Func<CancellationToken, ValueTask<Stream>> connect, TimeProvider time) : IGrpcTransport
{
    private readonly Http2Client _http = new(connect, time);

    /// <summary>To a unix socket.</summary>
    public HttpGrpcTransport(string socketPath, TimeProvider time)
        : this(cancellationToken => ConnectAsync(socketPath, cancellationToken), time)
    {
    }

    public IGrpcExchange Open(string path, IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte>? onlyFrame, CancellationToken cancellationToken)
    {
        List<HeaderField> fields =
        [
            new(":method", "POST"),
            new(":scheme", "http"),
            new(":path", path),
            new(":authority", "localhost"),
            new("content-type", "application/grpc"),
            new("te", "trailers"),
        ];
        foreach (var (name, value) in headers)
        {
            fields.Add(new HeaderField(name, value));
        }

        return new HttpGrpcExchange(_http, fields, onlyFrame, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(string socketPath, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception exception)
        {
            socket.Dispose();
            if (exception is SocketException)
            {
                throw new IOException($"{socketPath}: {exception.Message}", exception);
            }

            throw;
        }
    }
}
