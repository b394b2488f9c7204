using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>A probe's verdict, which changes only when enough probes in a row agree.</summary>
/// <param name="Verdict">What counts; before the first probe what the kind of probe begins with.</param>
/// <param name="Last">What the last probe said.</param>
/// <param name="Run">How often in a row it said so.</param>
internal readonly record struct ProbeTally(bool Verdict, bool Last, int Run)
{
    public static ProbeTally Begin(bool verdict) => new(verdict, verdict, 0);

    /// <summary>Enough probes in a row have failed. (A verdict of false may also mean that nothing was heard yet.)</summary>
    public bool HasFailed(Probe probe) => !Last && Run >= probe.FailureThreshold;

    public ProbeTally Add(bool success, Probe probe)
    {
        // Capped, because years pass.
        var run = Run > 0 && success == Last ? Math.Min(Run, int.MaxValue - 1) + 1 : 1;
        var isEnough = run >= (success ? probe.SuccessThreshold : probe.FailureThreshold);
        return new(isEnough ? success : Verdict, success, run);
    }
}
