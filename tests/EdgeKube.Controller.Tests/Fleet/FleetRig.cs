using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Fleet;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Tests.Store;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Fleet;

/// <summary>A real store, the real API over it, and a fleet that can be ended and begun anew.</summary>
internal sealed class FleetRig : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryStore _store = new();
    private readonly ApiComposition _composition;
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private FleetRig() => _composition = ApiComposition.Build(_store.Store, NullLoggerFactory.Instance, TimeProvider.System, "0");

    public IResources Api => _composition.Resources;

    public Tombstones Tombstones => _composition.Tombstones;

    public NodeFleet Fleet { get; private set; } = null!;

    public ViolationLedger Violations { get; private set; } = null!;

    public NodePresenceTable Presence { get; private set; } = null!;

    public static async Task<FleetRig> StartAsync()
    {
        var rig = new FleetRig();
        await NamespaceSeed.EnsureAsync(rig.Api, CancellationToken.None);
        rig.Start("");
        return rig;
    }

    /// <summary>What a restarted controller is: another fleet on the same store (or, with a prefix, on what seems to be another store).</summary>
    public async Task RestartAsync(string storePrefix = "")
    {
        await StopAsync();
        Start(storePrefix);
    }

    public Task<Pod> CreatePodAsync(string name, string? node, params EnvFromSource[] envFrom) => CreatePodAsync(name, node, true, envFrom);

    public async Task<Pod> CreatePodAsync(string name, string? node, bool links, params EnvFromSource[] envFrom)
    {
        var pod = new Pod
        {
            Metadata = new() { Name = name, Namespace = "default" },
            Spec = new() { Containers = [new() { Name = "c", Image = "demo", EnvFrom = envFrom.Length > 0 ? envFrom : null }], EnableServiceLinks = links },
        };
        var created = await DoAsync(Api.CreateAsync(pod, CancellationToken.None));
        return node is null ? created : await DoAsync(Api.BindAsync(created, node, CancellationToken.None));
    }

    public async Task<ConfigMap> PutConfigMapAsync(string name, string value)
    {
        var config = new ConfigMap { Metadata = new() { Name = name, Namespace = "default" }, Data = new Dictionary<string, string> { ["key"] = value } };
        return Api.Find<ConfigMap>("default", name) is { } stored
            ? await DoAsync(Api.UpdateAsync(stored with { Data = config.Data }, CancellationToken.None))
            : await DoAsync(Api.CreateAsync(config, CancellationToken.None));
    }

    /// <param name="name">metadata.name.</param>
    /// <param name="spec">As JSON; with its address, for nothing here gives one.</param>
    /// <param name="ns">metadata.namespace.</param>
    public async Task<ApiObject> PutServiceAsync(string name, string spec, string ns = "default")
    {
        var text = $$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":"{{name}}","namespace":"{{ns}}"},"spec":{{spec}}}""";
        var service = JsonSerializer.Deserialize(text, SchemaJsonContext.Default.SchemaObject)!;
        return Api.Find(WellKnownKinds.Service, ns, name) is { } stored
            ? await DoAsync(Api.UpdateAsync(service with { Metadata = stored.Metadata }, CancellationToken.None))
            : await DoAsync(Api.CreateAsync(service, CancellationToken.None));
    }

    public static EnvFromSource From(string configMap) => new() { ConfigMapRef = new() { Name = configMap } };

    public static async Task<T> DoAsync<T>(Task<ApiResult<T>> call)
        where T : class
    {
        var result = await call;
        Assert.True(result.Succeeded, result.Error?.Message);
        return result.Object;
    }

    public static Task Until(Func<bool> condition) => Eventually.True(condition, Limit);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _store.Dispose();
    }

    private void Start(string storePrefix)
    {
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        Presence = new NodePresenceTable(TimeProvider.System);
        Violations = new ViolationLedger(Api, TimeProvider.System, NullLogger<ViolationLedger>.Instance) { Window = TimeSpan.FromMilliseconds(200) };
        Fleet = new NodeFleet(Api, storePrefix + _store.Store.StoreId, Presence, Violations, Tombstones, TimeProvider.System, NullLogger<NodeFleet>.Instance);
        _running = Task.WhenAll(Fleet.RunAsync(_stop.Token), Violations.RunAsync(_stop.Token));
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
    }
}
