using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Tests.Api;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Tests.Reconcilers;

/// <summary>The real pipeline over a real store with every controller loop running, and nodes played by the test.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TestLog _log = new();
    private readonly LoggerFactory _logs;
    private readonly CancellationTokenSource _stop = new();
    private readonly ApiFixture _api = new();
    private readonly Task _running;

    /// <param name="playNodes">Pods start and end by themselves, as on nodes that are quick.</param>
    /// <param name="grace">How long a node may be away.</param>
    public TestCluster(bool playNodes = true, TimeSpan? grace = null)
    {
        _logs = new LoggerFactory([_log]);
        Presence = new NodePresenceTable(TimeProvider.System);
        var options = new ControllerOptions { NodeMonitorGracePeriod = grace ?? TimeSpan.FromSeconds(40) };
        var loops = ControllerLoops.Build(options, Resources, Presence, new RootCertificate(), _logs, TimeProvider.System);
        IReadOnlyList<IControllerLoop> all = playNodes ? [.. loops, new QuickNodes(Resources)] : loops;
        _running = new LoopSupervisor(TimeProvider.System, _logs.CreateLogger<LoopSupervisor>()).RunAsync(all, _stop.Token);
    }

    public IResources Resources => _api.Resources;

    public NodePresenceTable Presence { get; }

    public async Task AddNodeAsync(Node node)
    {
        Presence.NodeConnected(node.Name);
        var created = await Resources.CreateAsync(node with { Metadata = node.Metadata with { Uid = null } }, CancellationToken.None);
        Assert.True(created.Succeeded, created.Error?.Message);
        await Retry(() => Resources.UpdateStatusAsync(Resources.Find<Node>(null, node.Name)! with { Status = node.Status }, CancellationToken.None));
        await Until(() => Resources.Find<Node>(null, node.Name)!.Spec?.Taints is null or { Count: 0 });
    }

    public Task CreateAsync(string json, string ns = "default") => CreateAsync(JsonNode.Parse(json)!, ns);

    /// <summary>Creates an object by a request, as a person would. A Deployment gets the defaults that the loops rely upon.</summary>
    public async Task CreateAsync(JsonNode obj, string ns = "default")
    {
        var kind = KindTable.FindKind((string)obj["apiVersion"]!, (string)obj["kind"]!)!;
        if (kind == KindTable.Deployment)
        {
            obj["spec"]!["progressDeadlineSeconds"] ??= 600;
            obj["spec"]!["revisionHistoryLimit"] ??= 10;
        }

        var root = kind.Group.Length == 0 ? "/api/v1" : $"/apis/{kind.Group}/v1";
        var answer = await _api.SendAsync("POST", kind.IsNamespaced ? $"{root}/namespaces/{ns}/{kind.Plural}" : $"{root}/{kind.Plural}", obj.ToJsonString());
        Assert.True(answer.Code < 300, answer.Text);
    }

    public async Task ChangeAsync<T>(string name, Func<T, T> change)
        where T : ApiObject => await Retry(() => Resources.UpdateAsync(change(Resources.Find<T>("default", name)!), CancellationToken.None));

    public async Task Until(Func<bool> condition)
    {
        try
        {
            await Eventually.True(condition, Limit);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{Describe()}\n{_log}");
        }
    }

    /// <summary>Waits for a Deployment that has rolled out its present spec, with no pod left over.</summary>
    public Task UntilRolledOut(string name) => Until(() =>
        Resources.Find<Deployment>("default", name) is { Status: { } status } deployment
        && status.ObservedGeneration == deployment.Metadata.Generation
        && status.Replicas == deployment.Spec!.Replicas && status.AvailableReplicas == deployment.Spec.Replicas
        && (deployment.Spec.Paused || status.UpdatedReplicas == deployment.Spec.Replicas)
        && (status.TerminatingReplicas ?? 0) == 0
        && Resources.List<Pod>("default").Count == deployment.Spec.Replicas);

    public IEnumerable<Event> EventsOf(string kind) => Resources.List<Event>("default").Where(one => one.InvolvedObject?.Kind == kind);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _logs.Dispose();
        _api.Dispose();
        // A loop that fails is run again and may look well in the end; it is a mistake all the same.
        Assert.DoesNotContain("starts again", $"{_log}");
    }

    private string Describe() => string.Join('\n', KindTable.Stored.SelectMany(kind => Resources.List(kind, null))
        .Select(obj => Encoding.UTF8.GetString(ObjectCodec.EncodeForStore(obj).Span)));

    private static async Task Retry<T>(Func<Task<ApiResult<T>>> write)
        where T : class
    {
        var result = await write();
        while (result.IsConflict)
        {
            result = await write();
        }

        Assert.True(result.Succeeded, result.Error?.Message);
    }
}
