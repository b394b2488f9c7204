using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>The probes of one running container. Liveness and readiness wait for the startup probe.</summary>
internal sealed class ContainerProbes : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ProbeTarget _target;
    private readonly ProbeServices _services;
    private readonly Action _changed;
    private readonly Action<string> _unhealthy;
    private readonly bool _wasReady;
    private readonly Prober? _startup;
    private Prober? _liveness;
    private Prober? _readiness;
    private volatile bool _isEnding;

    /// <param name="known">What was last reported of this very container, when a former run of the agent started it: it stays true until a probe says otherwise.</param>
    /// <param name="age">How long the container has been running.</param>
    public ContainerProbes(ProbeTarget target, ContainerStatus? known, TimeSpan age, ProbeServices services, Action changed, Action<string> unhealthy)
    {
        (_target, _services, _changed, _unhealthy) = (target, services, changed, TellUnlessEnding(unhealthy));
        _wasReady = known?.Ready == true;
        lock (_gate)
        {
            if (target.Container.StartupProbe is { } probe && known?.Started != true)
            {
                _startup = Begin(ProbeKind.Startup, probe, false, age, OnStartupChanged);
            }
            else
            {
                BeginOthers(age);
            }
        }
    }

    public ContainerHealth Health
    {
        get
        {
            lock (_gate)
            {
                var started = _startup?.Verdict ?? true;
                var ready = started && (_target.Container.ReadinessProbe is null || _readiness?.Verdict == true);
                return new(started, ready, FindFailure(_startup) ?? FindFailure(_liveness));
            }
        }
    }

    /// <summary>The pod ends: nothing is restarted any more, while readiness is told to the last.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnding = true;
            _startup?.Dispose();
            _liveness?.Dispose();
        }
    }

    public void Dispose()
    {
        End();
        lock (_gate)
        {
            _readiness?.Dispose();
        }
    }

    // What ends is expected to answer no more.
    private Action<string> TellUnlessEnding(Action<string> unhealthy) => message =>
    {
        if (!_isEnding)
        {
            unhealthy(message);
        }
    };

    private void OnStartupChanged()
    {
        lock (_gate)
        {
            if (_startup is { Verdict: true } && !_isEnding && _readiness is null && _liveness is null)
            {
                _startup.Dispose();
                BeginOthers(TimeSpan.Zero);
            }
        }

        _changed();
    }

    private void BeginOthers(TimeSpan age)
    {
        if (_target.Container.LivenessProbe is { } liveness)
        {
            _liveness = Begin(ProbeKind.Liveness, liveness, true, age, _changed);
        }

        if (_target.Container.ReadinessProbe is { } readiness)
        {
            _readiness = Begin(ProbeKind.Readiness, readiness, _wasReady, age, _changed);
        }
    }

    private Prober Begin(ProbeKind kind, Probe probe, bool verdict, TimeSpan age, Action changed)
        => new(kind, probe, _target, _services, verdict, ProbeSchedule.FirstDelay(probe, age, _target.ContainerId), changed, _unhealthy);

    private ProbeFailure? FindFailure(Prober? prober)
        => _isEnding || prober is not { HasFailed: true } ? null
            : new(prober.Kind, prober.Probe.TerminationGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
}
