using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>
/// Pods made by the bare calls RunPodSandbox, CreateContainer and StartContainer on a node's containerd: what the agent is compared with.
/// They lack the agent's labels, so it leaves them alone.
/// </summary>
internal sealed class DirectPods : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly CriRuntime _runtime;
    private readonly Cluster _cluster;

    public DirectPods(Cluster cluster)
    {
        _cluster = cluster;
        _channel = new GrpcChannel(new HttpGrpcTransport(cluster.Socket(1), TimeProvider.System), TimeProvider.System);
        _runtime = new CriRuntime(_channel, TimeProvider.System);
    }

    /// <returns>The sandbox's id.</returns>
    public async Task<string> StartAsync(string name)
    {
        var logs = Path.Combine(_cluster.Directory, "n1", "direct", name);
        Directory.CreateDirectory(Path.Combine(logs, "main"));
        var sandbox = new SandboxConfig
        {
            Name = name,
            Namespace = "default",
            Uid = Guid.NewGuid().ToString(),
            Hostname = name,
            LogDirectory = logs,
            CgroupParent = $"/{_cluster.Name}-n1/direct/{name}",
        };
        var container = new ContainerConfig { Name = "main", ImageId = Manifests.Image, Command = ["sleep", "100000"], LogPath = "main/0.log" };
        var sandboxId = await _runtime.RunPodSandboxAsync(sandbox, CancellationToken.None);
        var containerId = await _runtime.CreateContainerAsync(sandboxId, container, sandbox, CancellationToken.None);
        await _runtime.StartContainerAsync(containerId, CancellationToken.None);
        return sandboxId;
    }

    public async Task RemoveAsync(string sandboxId)
    {
        await _runtime.StopPodSandboxAsync(sandboxId, CancellationToken.None);
        await _runtime.RemovePodSandboxAsync(sandboxId, CancellationToken.None);
    }

    /// <summary>containerd takes calls, and has read the pods' network: both a moment after its socket answers.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await _runtime.GetStatusAsync(CancellationToken.None)).NetworkReady;
        }
        catch (RuntimeException starting) when (starting.Code == RuntimeErrorCode.Unavailable)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<string>> RunningAsync() =>
        [.. (await _runtime.ListContainersAsync(null, CancellationToken.None)).Where(c => c.State == RuntimeContainerState.Running).Select(c => c.Id)];

    /// <summary>When the runtime started the last of these containers.</summary>
    public async Task<DateTimeOffset> LastStartAsync(IReadOnlyList<string> containers)
    {
        var statuses = await Task.WhenAll(containers.Select(id => _runtime.FindContainerAsync(id, CancellationToken.None)));
        return statuses.Max(status => status!.StartedAt!.Value);
    }

    /// <summary>Nothing of any pod is left in containerd, so that the next measurement has the node for itself.</summary>
    public async Task<bool> IsEmptyAsync() => (await _runtime.ListPodSandboxesAsync(null, CancellationToken.None)).Count == 0;

    public void Dispose() => _channel.Dispose();
}
