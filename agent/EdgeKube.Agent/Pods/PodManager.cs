using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Pods.Shutdown;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Pods;

/// <summary>
/// Runs the pods of this node: one worker for each uid. Containers belong to the runtime; disposing this, or its death, touches none of them.
/// All methods may be called from any thread and return at once.
/// </summary>
internal sealed class PodManager : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly PodServices _services;
    private readonly Dictionary<string, PodWorker> _workers = [];
    private readonly Dictionary<PodKey, string> _wanted = [];
    private readonly CancellationTokenSource _shutdown = new();
    private readonly RuntimeWatch _watch;
    private bool _viewIsValid;
    private bool _isSuspended;

    public PodManager(
        PodManagerOptions options,
        IContainerRuntime runtime,
        IPodInputs inputs,
        IPodListener listener,
        PodNetwork network,
        PodCgroups cgroups,
        TimeProvider time,
        ILogger logger)
    {
        _services = new PodServices(options, runtime, inputs, listener, network, cgroups, time, logger);
        _services.Devices.IsOver = uid => Find(uid) is { Status: { } status } && PodPhase.IsTerminal(status.Phase);
        _services.Pods = () => [.. Running().Select(running => running.Pod)];
        _watch = new RuntimeWatch(_services, new RuntimeListeners(Workers, FindUnknown, () => _viewIsValid));
    }

    /// <summary>Devices that pods have, or may have.</summary>
    public NodeDevices Devices => _services.Devices;

    public PodLogFiles Logs => _services.Logs;

    /// <summary>Begins to follow the runtime. Pods may be given before or after.</summary>
    public void Start() => _watch.Start(_shutdown.Token);

    /// <summary>All pods that the view holds.</summary>
    /// <param name="viewIsValid">The view is known to be whole: whatever else of ours runs is ended. When false, nothing is ever ended for not being named.</param>
    public void SetDesired(IReadOnlyDictionary<PodKey, DesiredPod> pods, bool viewIsValid)
    {
        foreach (var pod in pods.Values)
        {
            Take(pod);
        }

        List<PodKey> gone;
        lock (_gate)
        {
            _viewIsValid |= viewIsValid;
            gone = viewIsValid ? [.. _wanted.Keys.Where(key => !pods.ContainsKey(key))] : [];
        }

        gone.ForEach(Drop);
        UpdateQos();
        _watch.Relist();
    }

    public void Upsert(DesiredPod desired)
    {
        Take(desired);
        UpdateQos();
    }

    /// <summary>The pod is no longer in the view: it is ended with its own grace, and then reported as removed.</summary>
    public void Remove(PodKey key)
    {
        Drop(key);
        UpdateQos();
    }

    /// <summary>A ConfigMap or Secret has come or changed: pods that wait for one look again.</summary>
    public void InputsChanged()
    {
        foreach (var worker in Workers())
        {
            worker.InputsChanged();
        }
    }

    /// <summary>Ends containers of a pod and lets them start anew. False when none of them runs.</summary>
    public bool Restart(string uid, IReadOnlyCollection<string> containers)
    {
        var worker = Find(uid);
        if (worker?.Orders.Restart(worker.Observed, containers) is not true)
        {
            return false;
        }

        worker.Look();
        return true;
    }

    /// <summary>A token of one pod has come.</summary>
    public void InputsChanged(string uid) => Find(uid)?.InputsChanged();

    /// <summary>Devices have come or gone: pods that wait for one look again.</summary>
    public void DevicesChanged()
    {
        foreach (var worker in Workers())
        {
            if (PodContainers.All(worker.Pod?.Spec).Any(container => ExtendedResources.Of(container).Count > 0))
            {
                worker.InputsChanged();
            }
        }
    }

    /// <summary>Ends a pod for good, so that the node can go on.</summary>
    public void Evict(string uid, string message)
    {
        var worker = Find(uid);
        worker?.Orders.Evict(message);
        worker?.Look();
    }

    /// <summary>Whether a pod that has ended has not given its volumes back yet.</summary>
    public bool HoldsVolumes(string uid) => Find(uid) is not null && _services.Volumes.Holds(uid);

    /// <summary>Pods that have neither finished nor are being ended, with their statuses.</summary>
    public IReadOnlyList<(Api.Pod Pod, PodReport Report)> Running()
    {
        var running = new List<(Api.Pod, PodReport)>();
        foreach (var worker in Workers())
        {
            if (worker is { Pod: { Metadata.DeletionTimestamp: null } pod, Status: { } status } && !PodPhase.IsTerminal(status.Phase))
            {
                running.Add((pod, new PodReport(worker.Key, worker.Uid, status, false)));
            }
        }

        return running;
    }

    /// <summary>The node's pod network; until it is known, only pods with the node's network start.</summary>
    public void SetPodCidr(string podCidr)
    {
        if (_services.Network.Configure(podCidr))
        {
            foreach (var worker in Workers())
            {
                worker.Look();
            }
        }
    }

    /// <summary>
    /// Whether everything of ours that runs has a pod that knows it. Not yet: looks again, so ask once more.
    /// </summary>
    public bool IsInStep()
    {
        if (!_watch.IsInStep)
        {
            _watch.Relist();
        }

        return _watch.IsInStep;
    }

    /// <summary>The status of every pod that was looked at so far.</summary>
    public IReadOnlyList<PodReport> GetReports()
        => [.. Workers().Where(worker => worker.Status is not null).Select(worker => new PodReport(worker.Key, worker.Uid, worker.Status!, false))];

    /// <summary>A pod whose worker has been at work on its own for longer than that; null: none.</summary>
    public PodKey? FindStuck(TimeSpan longest)
    {
        foreach (var worker in Workers())
        {
            if (worker.Pulse.Busy > longest)
            {
                return worker.Key;
            }
        }

        return null;
    }

    /// <summary>The worker of one pod hangs from now on: the watchdog's test switch.</summary>
    public void HangForTest()
    {
        if (Workers() is [var worker, ..])
        {
            worker.Pulse.HangNext();
            worker.Look();
        }
    }

    /// <summary>The machine goes down: no pod is looked after or started any more. Returns those that were not ended yet, to be ended.</summary>
    public async Task<IReadOnlyList<PodStop>> SuspendAsync()
    {
        lock (_gate)
        {
            if (_isSuspended)
            {
                return [];
            }

            _isSuspended = true;
        }

        await _shutdown.CancelAsync();
        await _watch.DisposeAsync();
        var workers = Workers();
        await Task.WhenAll(workers.Select(worker => worker.DisposeAsync().AsTask()));
        return [.. workers.Where(worker => worker.Pod is not null).Select(worker => new PodStop(worker.Key, worker.Pod!, worker.Status, _services))];
    }

    public async ValueTask DisposeAsync()
    {
        await SuspendAsync();
        _shutdown.Dispose();
    }

    private void Take(DesiredPod desired)
    {
        if (!IsSafe(desired.Pod))
        {
            PodLog.Refused(_services.Logger, desired.Key);
            return;
        }

        PodWorker worker;
        PodWorker? former;
        lock (_gate)
        {
            if (_isSuspended)
            {
                return;
            }

            former = _wanted.TryGetValue(desired.Key, out var uid) && uid != desired.Pod.Uid ? _workers.GetValueOrDefault(uid) : null;
            _wanted[desired.Key] = desired.Pod.Uid;
            if (!_workers.TryGetValue(desired.Pod.Uid, out worker!))
            {
                worker = new PodWorker(desired.Key, desired.Pod.Uid, desired, _services, Gone);
                _workers[desired.Pod.Uid] = worker;
            }
        }

        former?.End();
        worker.Set(desired);
    }

    private void Drop(PodKey key)
    {
        PodWorker? worker;
        lock (_gate)
        {
            worker = _wanted.Remove(key, out var uid) ? _workers.GetValueOrDefault(uid) : null;
        }

        worker?.End();
    }

    private PodWorker? Find(string uid)
    {
        lock (_gate)
        {
            return _workers.GetValueOrDefault(uid);
        }
    }

    private IReadOnlyList<PodWorker> Workers()
    {
        lock (_gate)
        {
            return [.. _workers.Values];
        }
    }

    // Something of ours runs of which the view knows nothing.
    private void FindUnknown(PodKey key, string uid)
    {
        PodWorker worker;
        lock (_gate)
        {
            if (!_viewIsValid || _isSuspended || _workers.ContainsKey(uid))
            {
                return;
            }

            worker = new PodWorker(key, uid, null, _services, Gone);
            _workers[uid] = worker;
        }

        PodLog.Unwanted(_services.Logger, key);
        worker.Look();
    }

    private void Gone(PodWorker worker)
    {
        lock (_gate)
        {
            _workers.Remove(worker.Uid);
            if (_wanted.GetValueOrDefault(worker.Key) != worker.Uid)
            {
                return;
            }

            _wanted.Remove(worker.Key);
        }

        // It came back into the view while it was being ended.
        if (worker.Desired is { Pod.Metadata.DeletionTimestamp: null } wantedAgain)
        {
            Upsert(wantedAgain with { LastKnownStatus = null });
        }
    }

    private void UpdateQos()
    {
        try
        {
            _services.Cgroups.UpdateBurstable([.. Workers().Select(worker => worker.Pod).OfType<Pod>()]);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            PodLog.CgroupFailed(_services.Logger, failed.Message);
        }
    }

    private static bool IsSafe(Pod pod)
        => SafeName.IsSafe(pod.Namespace)
            && SafeName.IsSafe(pod.Name)
            && SafeName.IsSafe(pod.Uid)
            && pod.Spec is { Containers.Count: > 0 } spec
            && PodContainers.WithEphemeral(spec).All(container => SafeName.IsSafe(container.Name));
}
