namespace EdgeKube.Agent.Pods;

/// <summary>Named as in status.qosClass.</summary>
internal enum QosClass
{
    BestEffort,
    Burstable,
    Guaranteed,
}
