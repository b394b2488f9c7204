namespace EdgeKube.Agent.Protos.Containerd;

internal enum WriteAction
{
    Stat = 0,
    Write = 1,
    Commit = 2,
}
