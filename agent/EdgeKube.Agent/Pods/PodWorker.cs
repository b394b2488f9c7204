using System.Text.Json;
using EdgeKube.Agent.Lifecycle;
using EdgeKube.Agent.Probes;
using EdgeKube.Agent.Pulse;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Security;
using EdgeKube.Agent.Volumes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>
/// Looks after one pod. Asked to look, it observes, plans and acts until nothing is left to do, then sleeps without a task or a thread.
/// Being asked ten times while it works means one more look.
/// </summary>
internal sealed class PodWorker : IAsyncDisposable
{
    private static readonly TimeSpan NetworkPoll = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private readonly PodServices _services;
    private readonly Action<PodWorker> _gone;
    private readonly PodEvents _events;
    private readonly PodObserver _observer;
    private readonly PodActionRunner _runner;
    private readonly PodProbes _probes;
    private readonly StorageWatch _storage;
    private readonly PodEventMemory _told = new();
    private readonly RepeatGuard _repeats = new();
    private readonly HashSet<string> _expectedExits = [];
    private readonly CancellationTokenSource _shutdown = new();
    private readonly LookTimer _timer;
    private DesiredPod? _desired;
    private PodStatus? _status;
    private byte[] _reported = [];
    private TimeSpan? _grace;
    private CancellationTokenSource _step = new();
    private bool _ending;
    private bool _lookAgain;
    private bool _inputsChanged;
    private bool _podChanged;
    private bool _refreshVolumes = true;
    private Task? _run;

    public PodWorker(PodKey key, string uid, DesiredPod? desired, PodServices services, Action<PodWorker> gone)
    {
        (Key, Uid, _services, _gone) = (key, uid, services, gone);
        _desired = desired;
        _status = desired?.KnownStatus;
        _ending = desired is null || desired.Pod.Metadata.DeletionTimestamp is not null;
        _grace = GraceOf(desired);
        _events = new PodEvents(key, uid, services, () => Pod);
        _observer = new PodObserver(uid, services);
        _runner = new PodActionRunner(key, uid, services, _events, _observer, new ContainerStopper(key, services, _events, _observer));
        _probes = new PodProbes(services, _events, Look);
        _storage = new StorageWatch(services.Volumes.Layout, services.Logs, services.Runtime, services.Uptime);
        _timer = new LookTimer(services.Time, Look);
        Pulse = new LoopPulse(services.Time);
    }

    public PodKey Key { get; }
    public string Uid { get; }
    public Pod? Pod => Desired?.Pod;

    public DesiredPod? Desired
    {
        get
        {
            lock (_gate)
            {
                return _desired;
            }
        }
    }

    public ObservedPod Observed => _observer.Last;
    public PodStatus? Status => _status;
    public NodeOrders Orders { get; } = new();
    public LoopPulse Pulse { get; }

    public bool Knows(string id) => _observer.Knows(id);

    /// <summary>The pod as it is wanted now. A new end, or a shorter grace, interrupts what is being done.</summary>
    public void Set(DesiredPod desired)
    {
        lock (_gate)
        {
            var grace = GraceOf(desired);
            var ending = _ending || desired.Pod.Metadata.DeletionTimestamp is not null;
            var interrupts = (ending && !_ending) || (ending && grace < (_grace ?? TimeSpan.MaxValue));
            (_desired, _ending, _grace, _podChanged) = (desired, ending, grace ?? _grace, true);
            Interrupt(interrupts);
        }

        Look();
    }

    /// <summary>The pod is no longer wanted on this node.</summary>
    public void End()
    {
        lock (_gate)
        {
            var interrupts = !_ending;
            _ending = true;
            Interrupt(interrupts);
        }

        Look();
    }

    public void InputsChanged()
    {
        lock (_gate)
        {
            _inputsChanged = true;
        }

        Look();
    }

    /// <summary>The runtime said that this container has ended; its status may take a moment to say so too.</summary>
    public void ExpectExit(string containerId)
    {
        lock (_gate)
        {
            _expectedExits.Add(containerId);
        }

        Look();
    }

    public void Look()
    {
        lock (_gate)
        {
            _lookAgain = true;
            if (_run is null && !_shutdown.IsCancellationRequested)
            {
                _run = Task.Run(RunAsync);
            }
        }
    }

    /// <summary>Stops looking; the pod itself runs on.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? run;
        lock (_gate)
        {
            _shutdown.Cancel();
            Interrupt(true);
            run = _run;
        }

        _timer.Dispose();
        if (run is not null)
        {
            await run;
        }

        _probes.Dispose();
        _shutdown.Dispose();
        _step.Dispose();
    }

    private async Task RunAsync()
    {
        while (TakeLook(out var cancellationToken))
        {
            try
            {
                Pulse.Begin();
                await LookOnceAsync(cancellationToken);
            }
            catch (Exception failed) when (IsInterrupt(failed, cancellationToken))
            {
                Look();
            }
            catch (Exception failed) when (failed is RuntimeException or IOException or UnauthorizedAccessException)
            {
                PodLog.Held(_services.Logger, Key, failed.Message, _timer.Hold());
            }
            catch (Exception failed)
            {
                // A mistake of ours in one pod must not end the others.
                PodLog.Failed(_services.Logger, Key, failed);
                _timer.HoldLongest();
            }
        }
    }

    private bool TakeLook(out CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            cancellationToken = default;
            Pulse.Rest();
            if (!_lookAgain || _shutdown.IsCancellationRequested)
            {
                _run = null;
                return false;
            }

            _lookAgain = false;
            if (_step.IsCancellationRequested)
            {
                _step.Dispose();
                _step = new CancellationTokenSource();
            }

            if (_inputsChanged)
            {
                _runner.RetryNow();
            }

            // Files may show the pod's labels.
            _refreshVolumes |= _inputsChanged || _podChanged;
            _inputsChanged = _podChanged = false;

            cancellationToken = _step.Token;
            return true;
        }
    }

    private async Task LookOnceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (goal, desired) = TakeGoal();
            var observed = await Pulse.AwayAsync(() => ObserveAsync(goal, cancellationToken));
            var plan = PodPlanner.Plan(goal, observed, _services.Uptime.Now);
            Tell(goal, observed, plan);
            if (!plan.HasWork)
            {
                Rest(observed, plan);
                return;
            }

            if (_repeats.IsRepeating(plan))
            {
                throw new RuntimeException(RuntimeErrorCode.Unknown, $"{plan.Actions[0].GetType().Name} had no effect");
            }

            await Pulse.AwayAsync(() => _runner.RunAsync(desired?.Pod, plan, cancellationToken));
            _timer.Reset();
            if (_runner.IsCleanedUp)
            {
                Finish();
                return;
            }
        }
    }

    private async Task<ObservedPod> ObserveAsync(PodGoal goal, CancellationToken cancellationToken)
    {
        var observed = _runner.Add(await _observer.ObserveAsync(cancellationToken), goal);
        var holdsVolumes = !observed.LiveIds.Any() && _services.Volumes.Holds(Uid);
        observed = Orders.AddTo(observed with { Health = _probes.Follow(goal, observed), Storage = await _storage.FindAsync(goal.Pod, cancellationToken), HoldsVolumes = holdsVolumes });
        observed = NodeAdmission.AsksForNode(goal, observed) ? observed with { OwnNode = _services.Options.FindNode() } : observed;
        observed = NodeAdmission.IsNew(goal, observed) ? observed with { NodePressure = _services.Options.NodePressure() } : observed;
        RefreshVolumes(goal, observed);
        _services.HostPorts.Follow(goal.Pod, observed);
        return observed.ReadySandbox is null && !goal.Ending
            ? observed with { NetworkReady = await _services.Network.IsReadyAsync(_services.Runtime, cancellationToken) }
            : observed;
    }

    // Files of a running pod follow the API; where a ConfigMap is gone they stay as they were.
    private void RefreshVolumes(PodGoal goal, ObservedPod observed)
    {
        if (_refreshVolumes && goal is { Ending: false, Pod: { } pod } && observed.ReadySandbox is not null)
        {
            _refreshVolumes = false;
            _services.Volumes.SetUp(pod);
        }
    }

    private (PodGoal Goal, DesiredPod? Desired) TakeGoal()
    {
        lock (_gate)
        {
            return (new PodGoal(_desired?.Pod, _status, _ending, _grace), _desired);
        }
    }

    private void Tell(PodGoal goal, ObservedPod observed, PodPlan plan)
    {
        if (goal.Pod is { } pod)
        {
            Report(PodStatusBuilder.Build(goal, pod, observed, plan, _services.Options.NodeIP, _services.Time.GetUtcNow()));
            _told.TellWaits(pod, observed, plan, _events, _services.Network);
        }
    }

    private void Report(PodStatus status)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(status, CoreJsonContext.Default.PodStatus);
        if (!bytes.AsSpan().SequenceEqual(_reported))
        {
            (_status, _reported) = (status, bytes);
            _services.Listener.OnReport(new PodReport(Key, Uid, status, false));
        }
    }

    private void Rest(ObservedPod observed, PodPlan plan)
    {
        _timer.Reset();
        _repeats.Reset();
        lock (_gate)
        {
            _expectedExits.IntersectWith(observed.LiveIds);
        }

        if (_expectedExits.Count > 0)
        {
            _timer.WakeIn(TimeSpan.FromMilliseconds(20));
        }
        else if (plan.Actions.OfType<PodAction.WaitForNetwork>().Any() && _services.Network.IsKnown)
        {
            _timer.WakeIn(NetworkPoll);
        }
        else if (plan.LookAgainAt is { } at)
        {
            _timer.WakeIn(at - _services.Uptime.Now);
        }
    }

    private void Finish()
    {
        _services.Listener.OnReport(new PodReport(Key, Uid, _status ?? new PodStatus(), true));
        PodLog.Removed(_services.Logger, Key);
        _probes.Dispose();
        lock (_gate)
        {
            _shutdown.Cancel();
            _timer.Dispose();
        }

        _gone(this);
    }

    // With the gate held.
    private void Interrupt(bool interrupts) => (interrupts ? _step : null)?.Cancel();

    private static bool IsInterrupt(Exception failed, CancellationToken cancellationToken)
        => cancellationToken.IsCancellationRequested && failed is OperationCanceledException or RuntimeException { Code: RuntimeErrorCode.Cancelled };

    private static TimeSpan? GraceOf(DesiredPod? desired)
        => desired?.Pod.Metadata.DeletionGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue)) : null;
}
