using System.Collections.Concurrent;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Link.Services;

namespace EdgeKube.Agent.Tests.Pods;

/// <summary>ConfigMaps, Secrets, Services and tokens (by audience) in memory.</summary>
internal sealed class ReplicaStub : IPodInputs
{
    private readonly ConcurrentDictionary<string, ApiObject> _objects = new();

    public ReplicaStub(params ApiObject[] objects) => objects.ToList().ForEach(Add);

    public void Add(ApiObject added) => _objects[$"{added.Kind}/{added.Namespace}/{added.Name}"] = added;

    public ConfigMap? FindConfigMap(string @namespace, string name) => _objects.GetValueOrDefault($"ConfigMap/{@namespace}/{name}") as ConfigMap;

    public Dictionary<string, string> Tokens { get; } = [];

    public Dictionary<string, ClaimedVolume> Claims { get; } = [];

    public Dictionary<string, string> RuntimeHandlers { get; } = [];

    /// <summary>By namespace.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, ClusterAddress>> Services { get; } = [];

    public IReadOnlyDictionary<string, ClusterAddress> FindServices(string @namespace) =>
        Services.GetValueOrDefault(@namespace) ?? new Dictionary<string, ClusterAddress>();

    public ClaimedVolume? FindClaimedVolume(string @namespace, string claim) => Claims.GetValueOrDefault(claim);

    public string? FindRuntimeHandler(string runtimeClass) => RuntimeHandlers.GetValueOrDefault(runtimeClass);

    public string? FindToken(Pod pod, ServiceAccountTokenProjection source, out string fault)
    {
        fault = "no token";
        return Tokens.GetValueOrDefault(source.Audience ?? "");
    }

    public Task WaitForTokensAsync(Pod pod, CancellationToken cancellationToken) => Task.CompletedTask;

    public Secret? FindSecret(string @namespace, string name) => _objects.GetValueOrDefault($"Secret/{@namespace}/{name}") as Secret;
}
