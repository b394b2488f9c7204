namespace EdgeKube.Agent.Probes;

/// <summary>What the probes of one running container say together.</summary>
/// <param name="Started">The startup probe has passed, or there is none.</param>
/// <param name="Ready">Started, and the readiness probe passes or there is none.</param>
/// <param name="Failure">Set when the container is to be restarted.</param>
internal sealed record ContainerHealth(bool Started, bool Ready, ProbeFailure? Failure)
{
    public static readonly ContainerHealth Good = new(true, true, null);
}
