using EdgeKube.Agent.Probes.Ticks;
using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>Makes one container's probe of one kind, period after period, never two at once. Between probes it is an entry of the wheel.</summary>
internal sealed class Prober : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ProbeServices _services;
    private readonly ProbeTarget _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Action _changed;
    private readonly Action<string> _unhealthy;
    private ProbeTally _tally;
    private TickEntry _next;

    /// <param name="begin">What counts until enough probes have said otherwise.</param>
    /// <param name="delay">How long to wait before the first probe.</param>
    /// <param name="changed">Called when <see cref="Verdict"/> or <see cref="HasFailed"/> is another.</param>
    /// <param name="unhealthy">Called with what to tell about a probe that did not succeed.</param>
    public Prober(ProbeKind kind, Probe probe, ProbeTarget target, ProbeServices services, bool begin, TimeSpan delay, Action changed, Action<string> unhealthy)
    {
        (Kind, Probe, _target, _services, _changed, _unhealthy) = (kind, probe, target, services, changed, unhealthy);
        _tally = ProbeTally.Begin(begin);
        lock (_gate)
        {
            _next = services.Wheel.Add(delay, Start);
        }
    }

    public ProbeKind Kind { get; }

    public Probe Probe { get; }

    public bool Verdict => Tally.Verdict;

    /// <summary>Enough probes in a row have failed.</summary>
    public bool HasFailed => Tally.HasFailed(Probe);

    private ProbeTally Tally
    {
        get
        {
            lock (_gate)
            {
                return _tally;
            }
        }
    }

    // The verdict stays what it was: whoever asks later is told the last that was known.
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_stop.IsCancellationRequested)
            {
                _stop.Cancel();
                _next.Cancel();
            }
        }
    }

    private void Start() => _ = ProbeAsync();

    private async Task ProbeAsync()
    {
        var begun = _services.Time.GetTimestamp();
        var outcome = await RunAsync();
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        var before = Tally;
        var after = outcome.Success is { } success ? before.Add(success, Probe) : before;
        lock (_gate)
        {
            _tally = after;
        }

        Tell(outcome, after);
        if (after.Verdict != before.Verdict || after.HasFailed(Probe) != before.HasFailed(Probe))
        {
            _changed();
        }

        WakeIn(TimeSpan.FromSeconds(Probe.PeriodSeconds) - _services.Time.GetElapsedTime(begun));
    }

    private async Task<ProbeOutcome> RunAsync()
    {
        try
        {
            return await _services.Runner.RunAsync(Probe, _target, _stop.Token);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // A mistake of ours must not end the probing, and says nothing of the container.
            return ProbeOutcome.Unknown(failed.Message);
        }
    }

    // A failure that goes on is told ever more rarely: each telling costs bytes on the link.
    private void Tell(ProbeOutcome outcome, ProbeTally tally)
    {
        if (outcome.Success is null)
        {
            _unhealthy($"{Kind} probe errored and resulted in unknown state: {outcome.Message}");
        }
        else if (outcome.Success is false && (int.IsPow2(tally.Run) || tally.Run == Probe.FailureThreshold))
        {
            _unhealthy($"{Kind} probe failed: {outcome.Message}");
        }
    }

    private void WakeIn(TimeSpan delay)
    {
        lock (_gate)
        {
            // Whoever is to be restarted needs no more probes; the container after it gets a prober of its own.
            var isOnHold = Kind != ProbeKind.Readiness && _tally.HasFailed(Probe);
            if (!isOnHold && !_stop.IsCancellationRequested)
            {
                // A probe that took longer than its period is followed by the next at once, but never within the same tick.
                _next = _services.Wheel.Add(delay > TimeSpan.Zero ? delay : TimeSpan.FromMilliseconds(1), Start);
            }
        }
    }
}
