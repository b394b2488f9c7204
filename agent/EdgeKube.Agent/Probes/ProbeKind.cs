namespace EdgeKube.Agent.Probes;

internal enum ProbeKind
{
    Liveness,
    Readiness,
    Startup,
}
