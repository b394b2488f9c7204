namespace EdgeKube.Agent.Removal;

internal enum RemovalState
{
    /// <summary>Pods are being stopped, then everything is wiped. Goes on after a loss of power, with or without a controller.</summary>
    Leaving,

    /// <summary>Nothing of the cluster is left here.</summary>
    Left,
}
