using System.Collections.Concurrent;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Pods;

/// <summary>
/// Looks at one pod in the runtime: two lists, and a status only of what has changed since the last look. Keeps the times at which
/// things were seen to happen, because the runtime's own times follow the clock.
/// </summary>
internal sealed class PodObserver(string uid, PodServices services)
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromHours(1);
    private readonly Dictionary<string, string> _labels = new() { [PodLabels.PodUid] = uid, [PodLabels.Node] = services.Options.NodeName };
    private readonly ConcurrentDictionary<string, TimeSpan> _runningSince = new();
    private readonly HashSet<string> _stopped = [];
    private TimeSpan _activeSince = services.Uptime.Now;
    private Dictionary<string, ObservedSandbox> _sandboxes = [];
    private Dictionary<string, ObservedContainer> _containers = [];

    /// <summary>What the last look saw.</summary>
    public ObservedPod Last { get; private set; } = ObservedPod.Nothing;

    /// <summary>Whether it is a container or sandbox of this pod, even one just made. May be asked from any thread.</summary>
    public bool Knows(string id)
        => _runningSince.ContainsKey(id) || Last.Containers.Any(container => container.Id == id) || Last.Sandboxes.Any(sandbox => sandbox.Id == id);

    public bool IsRunning(string containerId) => _runningSince.ContainsKey(containerId);

    public void MarkStopped(string sandboxId) => _stopped.Add(sandboxId);

    public void MarkStarted(string containerId) => _runningSince[containerId] = services.Uptime.Now;

    public async Task<ObservedPod> ObserveAsync(CancellationToken cancellationToken)
    {
        var listing = services.Runtime.ListPodSandboxesAsync(_labels, cancellationToken);
        var containers = await services.Runtime.ListContainersAsync(_labels, cancellationToken);
        var sandboxes = await listing;
        foreach (var sandbox in sandboxes)
        {
            _activeSince = services.BootClock.Read(sandbox.Annotations.GetValueOrDefault(PodLabels.ActiveSince)) is { } since && since < _activeSince ? since : _activeSince;
        }

        _sandboxes = await ReadAsync(sandboxes, sandbox => sandbox.Id, ReadSandboxAsync, cancellationToken);
        _containers = await ReadAsync(containers, container => container.Id, ReadContainerAsync, cancellationToken);
        _stopped.IntersectWith(_sandboxes.Keys);
        foreach (var gone in _runningSince.Keys.Where(id => !_containers.ContainsKey(id)))
        {
            _runningSince.TryRemove(gone, out _);
        }

        Last = new ObservedPod
        {
            Sandboxes = [.. _sandboxes.Values.OrderByDescending(sandbox => sandbox.Attempt)],
            Containers = [.. _containers.Values.OrderByDescending(container => container.RestartCount)],
            ActiveSince = _activeSince,
            HasAppArmor = services.Options.HasAppArmor,
        };
        return Last;
    }

    private static async Task<Dictionary<string, TTo>> ReadAsync<TFrom, TTo>(
        IReadOnlyList<TFrom> items, Func<TFrom, string> id, Func<TFrom, CancellationToken, Task<TTo?>> read, CancellationToken cancellationToken)
        where TTo : class
    {
        var result = new Dictionary<string, TTo>();
        foreach (var item in items)
        {
            if (await read(item, cancellationToken) is { } seen)
            {
                result[id(item)] = seen;
            }
        }

        return result;
    }

    private async Task<ObservedSandbox?> ReadSandboxAsync(RuntimeSandbox sandbox, CancellationToken cancellationToken)
    {
        var known = _sandboxes.GetValueOrDefault(sandbox.Id);
        var stopped = _stopped.Contains(sandbox.Id);
        if (!sandbox.Ready || known is { Ready: true })
        {
            return new ObservedSandbox(sandbox.Id, sandbox.Attempt, sandbox.Ready && !stopped, stopped, known?.IPs ?? []);
        }

        var status = await services.Runtime.FindPodSandboxAsync(sandbox.Id, cancellationToken);
        return status is null
            ? null
            : new ObservedSandbox(sandbox.Id, sandbox.Attempt, status.Sandbox.Ready && !stopped, stopped, status.IP.Length > 0 ? [status.IP, .. status.AdditionalIPs] : []);
    }

    private async Task<ObservedContainer?> ReadContainerAsync(RuntimeContainer container, CancellationToken cancellationToken)
    {
        var read = ContainerReader.Read(container);
        if (_containers.TryGetValue(container.Id, out var known) && known.Phase == read.Phase)
        {
            return known;
        }

        var status = await services.Runtime.FindContainerAsync(container.Id, cancellationToken);
        if (status is null)
        {
            return null;
        }

        var full = ContainerReader.Add(read with { Phase = PhaseOf(status.State) }, status);
        return full.Phase switch
        {
            ContainerPhase.Running => SeenRunning(full),
            ContainerPhase.Exited => services.LastWords.AddTo(SeenExited(full), uid),
            _ => full,
        };
    }

    private static ContainerPhase PhaseOf(RuntimeContainerState state) => state switch
    {
        RuntimeContainerState.Created => ContainerPhase.Created,
        RuntimeContainerState.Running => ContainerPhase.Running,
        RuntimeContainerState.Exited => ContainerPhase.Exited,
        _ => ContainerPhase.Unknown,
    };

    private ObservedContainer SeenRunning(ObservedContainer container)
    {
        var age = Age(container.StartedAt);
        return container with { RunningSince = _runningSince.GetOrAdd(container.Id, _ => services.Uptime.Now - age) };
    }

    private ObservedContainer SeenExited(ObservedContainer container)
    {
        var now = services.Uptime.Now;
        // Seen running by this program: then it ended just now, whatever the clock says.
        return _runningSince.TryGetValue(container.Id, out var since)
            ? container with { ExitedAt = now, RanFor = now - since }
            : container with { ExitedAt = now - Age(container.FinishedAt), RanFor = Between(container.StartedAt, container.FinishedAt) };
    }

    private TimeSpan Age(DateTimeOffset? then) => Between(then, services.Time.GetUtcNow());

    private static TimeSpan Between(DateTimeOffset? from, DateTimeOffset? to)
        => from is { } start && to is { } end && end > start ? end - start < LongestAge ? end - start : LongestAge : TimeSpan.Zero;
}
