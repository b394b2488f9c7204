using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Tests.Runtime.Memory;

/// <summary>
/// The container runtime in memory: it passes the contract tests of the real one (<see cref="RuntimeContract"/>), each call can be made to fail in
/// every way a call can, and it notes when something is done again whose doing was acknowledged.
/// </summary>
internal sealed class MemoryRuntime(TimeProvider time, params IReadOnlyList<string> images) : IContainerRuntime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemorySandbox> _sandboxes = [];
    private readonly Dictionary<string, MemoryContainer> _containers = [];
    private readonly HashSet<string> _images = [.. images];
    private readonly HashSet<string> _acknowledged = [];
    private readonly List<Channel<RuntimeEvent>> _watchers = [];
    private int _ids;

    /// <summary>Asked at each call, by the method's name.</summary>
    public Func<string, CallFault> Faults { get; set; } = _ => CallFault.None;

    /// <summary>Acknowledged actions that were asked for again.</summary>
    public List<string> Repeated { get; } = [];

    /// <summary>Nothing is left of any pod.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _sandboxes.Count == 0 && _containers.Count == 0;
            }
        }
    }

    public IReadOnlyList<string> RunningIds
    {
        get
        {
            lock (_lock)
            {
                return [.. _containers.Where(pair => pair.Value.State == RuntimeContainerState.Running).Select(pair => pair.Key)];
            }
        }
    }

    /// <summary>A container's program ends by itself.</summary>
    public void End(string containerId, int code)
    {
        lock (_lock)
        {
            EndNow(containerId, code);
        }
    }

    public Task<RuntimeVersion> GetVersionAsync(CancellationToken cancellationToken) => CallAsync("Version", null, () => new RuntimeVersion("memory", "1"), cancellationToken);

    public Task<RuntimeStatus> GetStatusAsync(CancellationToken cancellationToken) => CallAsync("Status", null, () => new RuntimeStatus(true, true, ""), cancellationToken);

    public Task<string> GetSandboxImageAsync(CancellationToken cancellationToken) => CallAsync("Status", null, () => "pause", cancellationToken);

    public Task<string> RunPodSandboxAsync(SandboxConfig config, CancellationToken cancellationToken) => CallAsync(
        "RunPodSandbox",
        $"{config.Uid}/{config.Attempt}",
        () =>
        {
            if (_sandboxes.Values.Any(sandbox => (sandbox.Config.Name, sandbox.Config.Namespace, sandbox.Config.Uid, sandbox.Config.Attempt) == (config.Name, config.Namespace, config.Uid, config.Attempt)))
            {
                throw new RuntimeException(RuntimeErrorCode.Unknown, $"failed to reserve sandbox name \"{config.Name}_{config.Namespace}_{config.Uid}_{config.Attempt}\"");
            }

            var id = $"s{++_ids}";
            _sandboxes[id] = new MemorySandbox(id, config, time.GetUtcNow());
            return id;
        },
        cancellationToken);

    public Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => CallAsync(
        "StopPodSandbox",
        sandboxId,
        () =>
        {
            EndIn(sandboxId);
            if (_sandboxes.TryGetValue(sandboxId, out var sandbox))
            {
                sandbox.Ready = false;
            }

            return true;
        },
        cancellationToken);

    public Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => CallAsync(
        "RemovePodSandbox",
        sandboxId,
        () =>
        {
            EndIn(sandboxId);
            foreach (var (id, _) in _containers.Where(pair => pair.Value.SandboxId == sandboxId).ToList())
            {
                _containers.Remove(id);
            }

            return _sandboxes.Remove(sandboxId);
        },
        cancellationToken);

    public Task<SandboxStatus?> FindPodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => CallAsync(
        "PodSandboxStatus",
        null,
        () => _sandboxes.TryGetValue(sandboxId, out var sandbox)
            ? new SandboxStatus(sandbox.Describe(), sandbox.Ready && sandbox.Config.Network == NamespaceMode.Pod ? "10.42.0.2" : "", [], sandbox.Config.Network)
            : null,
        cancellationToken);

    public Task<IReadOnlyList<RuntimeSandbox>> ListPodSandboxesAsync(IReadOnlyDictionary<string, string>? labels, CancellationToken cancellationToken) => CallAsync<IReadOnlyList<RuntimeSandbox>>(
        "ListPodSandbox", null, () => [.. _sandboxes.Values.Where(sandbox => Carries(sandbox.Config.Labels, labels)).Select(sandbox => sandbox.Describe())], cancellationToken);

    public Task<string> CreateContainerAsync(string sandboxId, ContainerConfig config, SandboxConfig sandbox, CancellationToken cancellationToken) => CallAsync(
        "CreateContainer",
        $"{sandboxId}/{config.Name}/{config.Attempt}",
        () =>
        {
            if (!_sandboxes.TryGetValue(sandboxId, out var home))
            {
                throw new RuntimeException(RuntimeErrorCode.NotFound, $"failed to find sandbox id \"{sandboxId}\": not found");
            }

            if (!_images.Contains(config.ImageId))
            {
                throw new RuntimeException(RuntimeErrorCode.NotFound, $"failed to get image \"{config.ImageId}\": not found");
            }

            if (_containers.Values.Any(other => other.SandboxId == sandboxId && other.Config.Name == config.Name && other.Config.Attempt == config.Attempt))
            {
                throw new RuntimeException(RuntimeErrorCode.Unknown, $"failed to reserve container name \"{config.Name}_{config.Attempt}\"");
            }

            var id = $"c{++_ids}";
            _containers[id] = new MemoryContainer(id, sandboxId, config, home.Config.LogDirectory, time.GetUtcNow());
            return id;
        },
        cancellationToken);

    public Task StartContainerAsync(string containerId, CancellationToken cancellationToken) => CallAsync(
        "StartContainer",
        containerId,
        () =>
        {
            var container = Get(containerId);
            if (container.State != RuntimeContainerState.Created)
            {
                throw new RuntimeException(RuntimeErrorCode.Unknown, $"failed to start container \"{containerId}\": container is in {container.State} state");
            }

            container.Start(time.GetUtcNow());
            Tell(new RuntimeEvent.Started(containerId, 1));
            if (container.OwnEnd is { } code)
            {
                EndNow(containerId, code);
            }

            return true;
        },
        cancellationToken);

    public Task StopContainerAsync(string containerId, TimeSpan gracePeriod, CancellationToken cancellationToken) => CallAsync(
        "StopContainer",
        containerId,
        () =>
        {
            EndNow(containerId, 137);
            return true;
        },
        cancellationToken);

    // As one that heeds every signal at once.
    public Task WaitForContainerAsync(string containerId, TimeSpan patience, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SignalContainerAsync(string containerId, uint signal, CancellationToken cancellationToken) => CallAsync(
        "SignalContainer",
        containerId,
        () =>
        {
            EndNow(containerId, 128 + (int)signal);
            return true;
        },
        cancellationToken);

    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) => CallAsync(
        "RemoveContainer",
        containerId,
        () =>
        {
            EndNow(containerId, 137);
            return _containers.Remove(containerId);
        },
        cancellationToken);

    public Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(IReadOnlyDictionary<string, string>? labels, CancellationToken cancellationToken) => CallAsync<IReadOnlyList<RuntimeContainer>>(
        "ListContainers", null, () => [.. _containers.Values.Where(container => Carries(container.Config.Labels, labels)).Select(container => container.Describe())], cancellationToken);

    public Task<RuntimeContainerStatus?> FindContainerAsync(string containerId, CancellationToken cancellationToken) =>
        CallAsync("ContainerStatus", null, () => _containers.GetValueOrDefault(containerId)?.DescribeFully(), cancellationToken);

    public Task UpdateContainerResourcesAsync(string containerId, ContainerResources resources, CancellationToken cancellationToken) =>
        CallAsync("UpdateContainerResources", null, () => Get(containerId), cancellationToken);

    public Task<ExecResult> ExecSyncAsync(string containerId, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync("ExecSync", null, () => Get(containerId) is null ? throw new InvalidOperationException() : new ExecResult(0, default, default), cancellationToken);

    public Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken) => CallAsync("ReopenContainerLog", null, () => Get(containerId), cancellationToken);

    public Task<string> PullImageAsync(string image, RegistryAuth? auth, CancellationToken cancellationToken) => CallAsync(
        "PullImage",
        null,
        () =>
        {
            _images.Add(image);
            return image;
        },
        cancellationToken);

    public Task<PullProgress?> FindPullProgressAsync(string image, CancellationToken cancellationToken) => CallAsync("ListStatuses", null, () => (PullProgress?)null, cancellationToken);

    public Task<RuntimeImage?> FindImageAsync(string image, CancellationToken cancellationToken) =>
        CallAsync("ImageStatus", null, () => _images.Contains(image) ? Describe(image) : null, cancellationToken);

    public Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken) =>
        CallAsync<IReadOnlyList<RuntimeImage>>("ListImages", null, () => [.. _images.Select(Describe)], cancellationToken);

    public Task RemoveImageAsync(string image, CancellationToken cancellationToken) => CallAsync("RemoveImage", null, () => _images.Remove(image), cancellationToken);

    public Task<IReadOnlyList<ContainerDiskUse>> ListDiskUseAsync(IReadOnlyDictionary<string, string>? labels, CancellationToken cancellationToken) => CallAsync<IReadOnlyList<ContainerDiskUse>>(
        "ListContainerStats",
        null,
        () => [.. _containers.Where(pair => pair.Value.State == RuntimeContainerState.Running && Carries(pair.Value.Config.Labels, labels)).Select(pair => new ContainerDiskUse(pair.Key, pair.Value.Config.Labels, 0, 0))],
        cancellationToken);

    public Task<string?> FindImageDirectoryAsync(CancellationToken cancellationToken) => CallAsync("ImageFsInfo", null, () => (string?)"/", cancellationToken);

    public async IAsyncEnumerable<RuntimeEvent> WatchEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateUnbounded<RuntimeEvent>();
        lock (_lock)
        {
            _watchers.Add(events);
        }

        yield return new RuntimeEvent.Reconnected();
        await foreach (var told in events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return told;
        }
    }

    private static RuntimeImage Describe(string image) => new(image, [image], [], 1, null, "", false);

    private static bool Carries(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string>? wanted) =>
        wanted?.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value) ?? true;

    // The fault is drawn before the effect, and the effect is one step.
    private async Task<T> CallAsync<T>(string method, string? action, Func<T> effect, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var fault = Faults(method);
        switch (fault)
        {
            case CallFault.Error:
                throw new RuntimeException(RuntimeErrorCode.Unknown, $"{method}: planted error");
            case CallFault.Hang:
                await Task.Delay(Deadline, time, cancellationToken);
                throw new RuntimeException(RuntimeErrorCode.DeadlineExceeded, $"{method}: no answer");
            case CallFault.Delay:
                await Task.Delay(Late, time, cancellationToken);
                break;
        }

        lock (_lock)
        {
            var done = $"{method} {action}";
            if (action is not null && _acknowledged.Contains(done))
            {
                Repeated.Add(done);
            }

            var result = effect();
            if (fault == CallFault.LostReply)
            {
                throw new RuntimeException(RuntimeErrorCode.Unavailable, $"{method}: the connection broke");
            }

            _acknowledged.Add(done);
            return result;
        }
    }

    private MemoryContainer Get(string containerId) => _containers.GetValueOrDefault(containerId)
        ?? throw new RuntimeException(RuntimeErrorCode.NotFound, $"an error occurred when try to find container \"{containerId}\": not found");

    private void EndIn(string sandboxId)
    {
        foreach (var (id, container) in _containers)
        {
            if (container.SandboxId == sandboxId)
            {
                EndNow(id, 137);
            }
        }
    }

    private void EndNow(string containerId, int code)
    {
        if (_containers.TryGetValue(containerId, out var container) && container.State == RuntimeContainerState.Running)
        {
            container.End(code, time.GetUtcNow());
            Tell(new RuntimeEvent.Exited(containerId, (uint)code, time.GetUtcNow()));
        }
    }

    private void Tell(RuntimeEvent told) => _watchers.ForEach(watcher => watcher.Writer.TryWrite(told));
}
