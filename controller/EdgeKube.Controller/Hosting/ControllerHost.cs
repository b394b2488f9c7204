using System.Net;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Http;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Store;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>The whole controller in one process, put together by hand: store → API → loops → doors. Stops in the opposite order.</summary>
internal sealed class ControllerHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SqliteClusterStore _store;
    private readonly IReadOnlyList<MqttServer> _servers;
    private readonly HttpDoor? _http;
    private readonly ILogger<ControllerHost> _log;
    private readonly TimeProvider _time;
    private Task _loops = Task.CompletedTask;
    private Func<CancellationToken, Task> _farewell = _ => Task.CompletedTask;
    private bool _isDisposed;

    private ControllerHost(
        SqliteClusterStore store, IResources resources, IReadOnlyList<MqttServer> servers, HttpDoor? http, ILogger<ControllerHost> log, TimeProvider time)
    {
        _store = store;
        _servers = servers;
        _http = http;
        _log = log;
        _time = time;
        Resources = resources;
    }

    public IResources Resources { get; }

    /// <summary>Where the MQTT door listens, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _servers.Select(server => server.EndPoint)];

    /// <summary>Where HTTP is spoken, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> HttpEndPoints => _http?.EndPoints ?? [];

    public static async Task<ControllerHost> StartAsync(
        ControllerOptions options, string version, ILoggerFactory logs, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = SqliteClusterStore.Open(
            new StoreOptions { Path = Path.Combine(options.DataDir, "cluster.db") }, logs.CreateLogger<SqliteClusterStore>());
        ControllerHost? host = null;
        try
        {
            var api = ApiComposition.Build(store, logs, time, version);
            var parts = ControllerParts.Build(options, store, api, version, logs, time);
            var pipeline = api.Pipeline(parts.Streams, parts.Metrics);
            var door = MqttComposition.BuildDoor(pipeline, api.Apply, parts.NodeDoor, logs);
            var servers = options.Listen.Select(endPoint => new MqttServer(new MqttServerOptions { EndPoint = endPoint, TimeProvider = time }, door)).ToArray();
            var http = options.InsecureHttpListen.Count > 0 ? new HttpDoor(new HttpDoorOptions(options.InsecureHttpListen, [], null), pipeline, logs) : null;
            host = new ControllerHost(store, api.Resources, servers, http, logs.CreateLogger<ControllerHost>(), time);
            await NamespaceSeed.EnsureAsync(api.Resources, cancellationToken);
            host.Start(parts.Loops, version, logs);
            await host.StartHttpAsync(cancellationToken);
            host._farewell = parts.Farewell;
            return host;
        }
        catch
        {
            await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
            store.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        using (var farewell = new CancellationTokenSource(FarewellTimeout, _time))
        {
            await _farewell(farewell.Token);
        }

        using var timeout = new CancellationTokenSource(StopTimeout, _time);
        if (_http is not null)
        {
            await _http.StopAsync(timeout.Token);
            await _http.DisposeAsync();
        }

        foreach (var server in _servers)
        {
            await server.StopAsync(timeout.Token);
            await server.DisposeAsync();
        }

        await _stopping.CancelAsync();
        await _loops;
        _store.Dispose();
        _stopping.Dispose();
        HostingLog.Stopped(_log);
    }

    private void Start(IReadOnlyList<IControllerLoop> loops, string version, ILoggerFactory logs)
    {
        _loops = new LoopSupervisor(_time, logs.CreateLogger<LoopSupervisor>()).RunAsync(loops, _stopping.Token);
        foreach (var server in _servers)
        {
            server.Start();
            HostingLog.Listening(_log, server.EndPoint.ToString());
            if (!IPAddress.IsLoopback(server.EndPoint.Address))
            {
                HostingLog.OpenToOthers(_log, server.EndPoint.ToString());
            }
        }

        HostingLog.Started(_log, version, _store.Range("/").Entries.Count, _store.Revision);
    }

    private async Task StartHttpAsync(CancellationToken cancellationToken)
    {
        await (_http?.StartAsync(cancellationToken) ?? Task.CompletedTask);
        foreach (var endPoint in HttpEndPoints)
        {
            HostingLog.HttpListening(_log, endPoint.ToString());
        }
    }
}
