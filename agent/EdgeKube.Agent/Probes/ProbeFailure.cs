namespace EdgeKube.Agent.Probes;

/// <summary>A liveness or startup probe has failed for good.</summary>
/// <param name="GracePeriod">What the probe gives the container to end; null for what the pod gives.</param>
internal sealed record ProbeFailure(ProbeKind Kind, TimeSpan? GracePeriod);
