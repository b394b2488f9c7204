namespace EdgeKube.Agent.Protos.Cri;

internal enum PodSandboxState
{
    Ready = 0,
    NotReady = 1,
}
