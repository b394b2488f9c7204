namespace EdgeKube.Agent.Protos.Cri;

internal enum SecurityProfileType
{
    RuntimeDefault = 0,
    Unconfined = 1,
    Localhost = 2,
}
