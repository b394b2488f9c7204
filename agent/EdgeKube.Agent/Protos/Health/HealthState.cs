namespace EdgeKube.Agent.Protos.Health;

/// <summary>The numbers are those of gRPC's health service.</summary>
internal enum HealthState
{
    Unknown = 0,
    Serving = 1,
    NotServing = 2,
    ServiceUnknown = 3,
}
