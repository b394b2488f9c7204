using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Pods;

/// <summary>Follows the runtime's events, and lists everything now and then, because an event can be lost.</summary>
internal sealed class RuntimeWatch(PodServices services, RuntimeListeners listeners) : IAsyncDisposable
{
    private readonly SemaphoreSlim _relist = new(0);
    private Task _work = Task.CompletedTask;
    private bool _sweptCgroups;

    /// <summary>The last list showed nothing but what the workers knew already.</summary>
    public bool IsInStep { get; private set; }

    public void Start(CancellationToken cancellationToken)
        => _work = Task.WhenAll(Task.Run(() => FollowAsync(cancellationToken), CancellationToken.None), Task.Run(() => RelistAsync(cancellationToken), CancellationToken.None));

    /// <summary>Lists soon rather than at the next round.</summary>
    public void Relist() => _relist.Release();

    public async ValueTask DisposeAsync()
    {
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _relist.Dispose();
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var seen in services.Runtime.WatchEventsAsync(cancellationToken))
        {
            switch (seen)
            {
                case RuntimeEvent.Reconnected:
                    Relist();
                    break;
                case RuntimeEvent.Exited exited:
                    Find(exited.ContainerId)?.ExpectExit(exited.ContainerId);
                    break;
                case RuntimeEvent.Deleted deleted:
                    Find(deleted.ContainerId)?.Look();
                    break;
            }
        }
    }

    private PodWorker? Find(string id) => listeners.Workers().FirstOrDefault(worker => worker.Knows(id));

    private async Task RelistAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await RelistOnceAsync(cancellationToken);
            }
            catch (RuntimeException failed) when (!cancellationToken.IsCancellationRequested)
            {
                PodLog.ListFailed(services.Logger, failed.Message);
            }

            using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var next = _relist.WaitAsync(round.Token);
            await Task.WhenAny(next, Task.Delay(services.Options.RelistPeriod * (0.9 + (Random.Shared.NextDouble() * 0.2)), services.Time, round.Token));
            await round.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            while (_relist.Wait(0, CancellationToken.None))
            {
                // Asked several times meanwhile: one list answers all.
            }
        }
    }

    private async Task RelistOnceAsync(CancellationToken cancellationToken)
    {
        var ours = new Dictionary<string, string> { [PodLabels.Node] = services.Options.NodeName };
        var workers = listeners.Workers().ToDictionary(worker => worker.Uid);
        var sandboxes = await services.Runtime.ListPodSandboxesAsync(ours, cancellationToken);
        var containers = await services.Runtime.ListContainersAsync(ours, cancellationToken);
        var seen = RelistPlanner.Group(sandboxes, containers);
        foreach (var (uid, pod) in seen.Where(entry => !workers.ContainsKey(entry.Key)))
        {
            listeners.Unknown(pod.Key, uid);
        }

        var isInStep = seen.Keys.All(workers.ContainsKey);
        foreach (var worker in workers.Values.Where(worker => RelistPlanner.Differs(worker.Observed, seen.GetValueOrDefault(worker.Uid))))
        {
            isInStep = false;
            worker.Look();
        }

        IsInStep = isInStep;

        await RotateAsync(workers.Values, cancellationToken);
        if (listeners.ViewIsValid() && !_sweptCgroups)
        {
            _sweptCgroups = true;
            services.Cgroups.RemoveStale(workers.Keys.Concat(seen.Keys).ToHashSet());
        }
    }

    private async Task RotateAsync(IEnumerable<PodWorker> workers, CancellationToken cancellationToken)
    {
        foreach (var worker in workers)
        {
            foreach (var container in worker.Observed.Containers.Where(container => container.Phase == ContainerPhase.Running))
            {
                try
                {
                    if (services.Logs.Rotate(container.LogPath))
                    {
                        await services.Runtime.ReopenContainerLogAsync(container.Id, cancellationToken);
                    }
                }
                catch (Exception failed) when (failed is IOException or RuntimeException && !cancellationToken.IsCancellationRequested)
                {
                    PodLog.RotateFailed(services.Logger, worker.Key, container.Name, failed.Message);
                }
            }
        }
    }
}
