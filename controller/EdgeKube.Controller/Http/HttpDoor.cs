using System.Net;
using EdgeKube.Controller.Api;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
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

    // Ten thousand watches and some; what more connects is closed.
    private const int MaxConnections = 12_000;

    private readonly KestrelServer _server;
    private readonly HttpApplication _application;
    private readonly List<ListenOptions> _plain = [];
    private readonly List<ListenOptions> _secure = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILoggerFactory _logs;

    public HttpDoor(HttpDoorOptions options, RequestPipeline pipeline, ILoggerFactory logs)
    {
        _logs = logs;
        var exchanges = new HttpExchange(pipeline, new HttpCallers(options.Gate, options.Tokens), logs.CreateLogger<HttpExchange>(), _stopping.Token);
        _application = new HttpApplication(exchanges);
        _server = new KestrelServer(
            new OptionsWrapper<KestrelServerOptions>(Configure(options)),
            new SocketTransportFactory(new OptionsWrapper<SocketTransportOptions>(Sockets()), logs),
            logs);
    }

    /// <summary>Where HTTP is spoken, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> Plain => [.. _plain.Select(listener => listener.IPEndPoint!)];

    /// <summary>Where HTTPS is spoken, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> Secure => [.. _secure.Select(listener => listener.IPEndPoint!)];

    // With no listener of ours Kestrel would open one of its own choice.
    private bool IsAsked => _plain.Count + _secure.Count > 0;

    public Task StartAsync(CancellationToken cancellationToken) => IsAsked ? _server.StartAsync(_application, cancellationToken) : Task.CompletedTask;

    /// <summary>Ends the watches, lets requests under way finish until the token fires, and closes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await (IsAsked ? _server.StopAsync(cancellationToken) : Task.CompletedTask);
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    // Nothing here blocks a thread. What is written is sent at once by who wrote it, instead of by a turn of its own behind everything that waits: with
    // ten thousand watchers being told of a change its author would wait for all of them, and each request costs a tenth less.
    private static SocketTransportOptions Sockets() => new() { UnsafePreferInlineScheduling = true };

    private KestrelServerOptions Configure(HttpDoorOptions options)
    {
        var server = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = new NoServices() };

        // Bodies are capped where they are read, so that their senders are answered in Kubernetes' words.
        server.Limits.MaxRequestBodySize = null;
        server.Limits.MaxRequestLineSize = MaxRequestLineBytes;
        server.Limits.MaxConcurrentConnections = MaxConnections;
        foreach (var endPoint in options.Plain)
        {
            server.Listen(endPoint, _plain.Add);
        }

        foreach (var endPoint in options.Secure)
        {
            var tls = new TlsMiddleware(options.Tls!, options.Gate!, _logs.CreateLogger<TlsMiddleware>());
            server.Listen(endPoint, listener =>
            {
                _secure.Add(listener);
                listener.Use(next => connection => tls.RunAsync(connection, next));
            });
        }

        return server;
    }
}
