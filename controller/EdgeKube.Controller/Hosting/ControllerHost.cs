using System.Net;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
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

    private readonly CancellationTokenSource _stopping = new();
    private readonly SqliteClusterStore _store;
    private readonly IReadOnlyList<MqttServer> _servers;
    private readonly ILogger<ControllerHost> _log;
    private readonly TimeProvider _time;
    private Task _loops = Task.CompletedTask;
    private bool _isDisposed;

    private ControllerHost(SqliteClusterStore store, IResources resources, IReadOnlyList<MqttServer> servers, ILogger<ControllerHost> log, TimeProvider time)
    {
        _store = store;
        _servers = servers;
        _log = log;
        _time = time;
        Resources = resources;
    }

    public IResources Resources { get; }

    /// <summary>Where the MQTT door listens, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _servers.Select(server => server.EndPoint)];

    public static async Task<ControllerHost> StartAsync(
        ControllerOptions options, string version, ILoggerFactory logs, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = SqliteClusterStore.Open(
            new StoreOptions { Path = Path.Combine(options.DataDir, "cluster.db") }, logs.CreateLogger<SqliteClusterStore>());
        ControllerHost? host = null;
        try
        {
            var api = ApiComposition.Build(store, logs, time, version);
            var parts = ControllerParts.Build(options, store, api, logs, time);
            var door = MqttComposition.BuildDoor(api.Pipeline(parts.Streams, parts.Metrics), api.Apply, parts.NodeDoor, logs);
            var servers = options.Listen.Select(endPoint => new MqttServer(new MqttServerOptions { EndPoint = endPoint, TimeProvider = time }, door)).ToArray();
            host = new ControllerHost(store, api.Resources, servers, logs.CreateLogger<ControllerHost>(), time);
            await NamespaceSeed.EnsureAsync(api.Resources, cancellationToken);
            host.Start(parts.Loops, version, logs);
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
        using var timeout = new CancellationTokenSource(StopTimeout, _time);
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
}
