namespace EdgeKube.Agent.Nodes;

/// <summary>What the kernel says of the machine's clock.</summary>
internal interface IKernelClock
{
    /// <summary>Something disciplines the clock now (NTP, PTP, GPS), and it has settled.</summary>
    bool IsSynchronized();
}
