using System.Net;
using EdgeKube.Controller.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeKube.Controller.Http;

/// <summary>
/// Kubernetes' API over HTTP, for kubectl and every other client: Kestrel by itself, without the web host around it, in front of the
/// same pipeline as the MQTT door.
/// </summary>
internal sealed class HttpDoor : IAsyncDisposable
{
    private const int MaxRequestLineBytes = 32 << 10;

    private readonly KestrelServer _server;
    private readonly HttpApplication _application;
    private readonly List<ListenOptions> _listeners = [];
    private readonly CancellationTokenSource _stopping = new();

    public HttpDoor(HttpDoorOptions options, RequestPipeline pipeline, ILoggerFactory logs)
    {
        var exchanges = new HttpExchange(pipeline, new HttpCallers(options.Credentials), logs.CreateLogger<HttpExchange>(), _stopping.Token);
        _application = new HttpApplication(exchanges);
        _server = new KestrelServer(
            new OptionsWrapper<KestrelServerOptions>(Configure(options)),
            new SocketTransportFactory(new OptionsWrapper<SocketTransportOptions>(new SocketTransportOptions()), logs),
            logs);
    }

    /// <summary>Where the door listens, with the real ports; the plain ones first.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listeners.Select(listener => listener.IPEndPoint!)];

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(_application, cancellationToken);

    /// <summary>Ends the watches, lets requests under way finish until the token fires, and closes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private KestrelServerOptions Configure(HttpDoorOptions options)
    {
        var server = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = new NoServices() };

        // Bodies are capped where they are read, so that their senders are answered in Kubernetes' words.
        server.Limits.MaxRequestBodySize = null;
        server.Limits.MaxRequestLineSize = MaxRequestLineBytes;
        foreach (var endPoint in options.Plain)
        {
            server.Listen(endPoint, _listeners.Add);
        }

        foreach (var endPoint in options.Secure)
        {
            server.Listen(endPoint, listener => Secure(listener, options.Credentials ?? throw new InvalidOperationException("HTTPS needs credentials")));
        }

        return server;
    }

    private void Secure(ListenOptions listener, IHttpCredentials credentials)
    {
        _listeners.Add(listener);
        listener.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificateSelector = (_, _) => credentials.ServerCertificate,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,

            // Whom a certificate stands for is found out with every request: it may be revoked while the connection lives.
            ClientCertificateValidation = (certificate, _, _) => credentials.FindCaller(certificate) is not null,
        });
    }
}
