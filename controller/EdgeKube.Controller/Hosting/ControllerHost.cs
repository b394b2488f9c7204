using System.Net;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Backup;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Fleet.Measures;
using EdgeKube.Controller.Fleet.Operations;
using EdgeKube.Controller.Fleet.Upgrade;
using EdgeKube.Controller.Http;
using EdgeKube.Controller.Reconcilers.ApiService;
using EdgeKube.Controller.Security.Authorization;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Security.Sealing;
using EdgeKube.Controller.Security.ServiceAccounts;
using EdgeKube.Controller.Store;
using EdgeKube.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>The whole controller in one process, put together by hand: store → API → doors → loops. The doors stop first.</summary>
internal sealed class ControllerHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SqliteClusterStore _store;
    private readonly TrustParts _trust;
    private readonly DoorServers _doors;
    private readonly HttpDoor _http;
    private readonly ILogger<ControllerHost> _log;
    private readonly TimeProvider _time;
    private Task _loops = Task.CompletedTask;
    private Func<CancellationToken, Task> _farewell = _ => Task.CompletedTask;
    private bool _isDisposed;

    private ControllerHost(
        SqliteClusterStore store, TrustParts trust, IResources resources, DoorServers doors, HttpDoor http, ILogger<ControllerHost> log, TimeProvider time)
    {
        _store = store;
        _trust = trust;
        _doors = doors;
        _http = http;
        _log = log;
        _time = time;
        Resources = resources;
    }

    public IResources Resources { get; }

    /// <summary>Where the TLS doors listen, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => _doors.Secure;

    /// <summary>Where the insecure doors listen, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> InsecureEndPoints => _doors.Insecure;

    /// <summary>Where plain HTTP is spoken, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> HttpEndPoints => _http.Plain;

    /// <summary>Where HTTPS is spoken, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> HttpsEndPoints => _http.Secure;

    public TrustParts Trust => _trust;

    public IClusterStore Store => _store;

    /// <param name="options">The configuration.</param>
    /// <param name="version">Told to clients.</param>
    /// <param name="logs">For every part.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="isSynchronized">Whether something keeps the clock right; null: ask the kernel.</param>
    public static async Task<ControllerHost> StartAsync(
        ControllerOptions options, string version, ILoggerFactory logs, TimeProvider time, CancellationToken cancellationToken, Func<bool>? isSynchronized = null)
    {
        var seal = new SecretSeal(SecretKeyFile.Open(Path.Combine(options.DataDir, "pki")));
        var store = SqliteClusterStore.Open(
            new StoreOptions { Path = Path.Combine(options.DataDir, "cluster.db"), Seal = seal },
            logs.CreateLogger<SqliteClusterStore>());
        ControllerHost? host = null;
        TrustParts? trust = null;
        try
        {
            await StoreRestore.RunAsync(options.DataDir, store, logs.CreateLogger(nameof(StoreRestore)), cancellationToken);
            var services = new ServiceRange(options.ServiceCIDR);
            var api = ApiComposition.Build(store, logs, time, version, services);
            await ClusterNetworks.EnsureAsync(options, services, store, api.Resources, cancellationToken);
            trust = TrustParts.Build(options, store, api.Tombstones, logs, time, isSynchronized ?? KernelClock.IsSynchronized);
            var authority = trust.Authority;
            api.RootCertificate.Set(authority.Set.Pems);
            authority.Changed += () => api.RootCertificate.Set(authority.Set.Pems);
            var parts = ControllerParts.Build(options, store, api, trust, version, logs, time);
            var packages = new PackageStore(Path.Combine(options.DataDir, "packages"));
            var gate = new NodeGate(api.Resources, time);
            var sender = new PackageSender(parts.Fleet, api.Resources, packages, authority, gate);
            var onNodes = new NodeOperations(parts.Fleet, new PackageHandler(packages), sender, new NodeReboot(parts.Fleet, api.Resources, gate), time);
            var operations = trust.BuildApi(store, seal, Path.Combine(options.DataDir, "pki"), parts.Fleet.ResolveAsync, onNodes, logs);
            var tokens = new ServiceAccountTokens(api.Reader, TokenKeyFile.Open(Path.Combine(options.DataDir, "pki")), () => trust.Clock.Read().Now);
            var pipeline = api.Pipeline(tokens, parts.Streams, [.. parts.Metrics, trust.Refusals], operations, parts.Documents, new NodeMeasures(parts.Fleet, time));
            var log = logs.CreateLogger<ControllerHost>();
            var mqtt = new MqttComposition(pipeline, api.Apply, parts.NodeDoor, logs);
            var doors = DoorServers.Build(options, mqtt, trust, time, log);
            var broker = mqtt.BuildBroker(options, trust, store, () => api.Resources.List<Node>().Select(node => node.Name).Concat(api.Tombstones.Names), time);
            var http = new HttpDoor(new HttpDoorOptions(options.InsecureHttpListen, options.HttpsListen, trust.Door, trust.Gate, tokens), pipeline, logs);
            host = new ControllerHost(store, trust, api.Resources, doors, http, log, time);
            await NamespaceSeed.EnsureAsync(api.Resources, cancellationToken);
            await PriorityClassSeed.EnsureAsync(api.Resources, cancellationToken);
            await RoleSeed.EnsureAsync(api.Resources, cancellationToken);
            host.Run([.. trust.Loops, .. broker], logs);
            await host.StartDoorsAsync(version, cancellationToken);
            await ApiServiceSeed.EnsureAsync(api.Resources, services, host.HttpsEndPoints, trust.Addresses.All, cancellationToken);

            // Last: with many objects they take their time to look at all of them, and the API needs none of them to answer.
            host.Run(parts.Loops, logs);
            host._farewell = parts.Fleet.LeaveAsync;
            return host;
        }
        catch
        {
            await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
            if (host is null)
            {
                trust?.Dispose();
            }

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
        await _http.StopAsync(timeout.Token);
        await _http.DisposeAsync();

        await _doors.StopAsync(timeout.Token);
        await _stopping.CancelAsync();
        await _loops;
        _trust.Dispose();
        _store.Dispose();
        _stopping.Dispose();
        HostingLog.Stopped(_log);
    }

    private void Run(IReadOnlyList<IControllerLoop> loops, ILoggerFactory logs) =>
        _loops = Task.WhenAll(_loops, new LoopSupervisor(_time, logs.CreateLogger<LoopSupervisor>()).RunAsync(loops, _stopping.Token));

    private async Task StartDoorsAsync(string version, CancellationToken cancellationToken)
    {
        // An external broker, if there is one, shows a copy of it: that lies there as soon as the controller is ready.
        _trust.Shown.Tick();
        _doors.Start();
        _trust.Addresses.DoorsOpened(_doors.Secure);
        if (_doors.Secure is [var first, ..])
        {
            await _trust.Administrator.DoorOpenedAsync(LocalAddress(first), cancellationToken);
        }

        HostingLog.Started(_log, version, _store.Range("/").Entries.Count, _store.Revision);
        await _http.StartAsync(cancellationToken);
        foreach (var endPoint in HttpEndPoints)
        {
            HostingLog.HttpListening(_log, "HTTP", endPoint.ToString());
        }

        foreach (var endPoint in HttpsEndPoints)
        {
            HostingLog.HttpListening(_log, "HTTPS", endPoint.ToString());
        }
    }

    private static string LocalAddress(IPEndPoint door) =>
        $"mqtts://{(door.Address.Equals(IPAddress.Any) || door.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.Loopback, door.Port) : door)}";
}
