using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>gRPC's transport over .NET's own HTTP/2, to a unix socket.</summary>
internal sealed class HttpGrpcTransport : IGrpcTransport
{
    private static readonly MediaTypeHeaderValue GrpcContent = new("application/grpc");

    private readonly HttpMessageInvoker _http;

    public HttpGrpcTransport(string socketPath)
    {
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellationToken) => ConnectAsync(socketPath, cancellationToken),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        });
    }

    public IGrpcExchange Open(string path, IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte>? onlyFrame, CancellationToken cancellationToken)
    {
        var duplex = onlyFrame is null ? new DuplexContent() : null;
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://localhost{path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = duplex is null ? new ReadOnlyMemoryContent(onlyFrame!.Value) : duplex,
        };
        request.Content.Headers.ContentType = GrpcContent;
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return new HttpGrpcExchange(_http, request, duplex, cancellationToken);
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
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
