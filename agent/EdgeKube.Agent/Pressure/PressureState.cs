using System.Collections.Immutable;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pressure;

/// <summary>What is known of the node's pressure from one look to the next.</summary>
/// <param name="LastMet">When each condition was last seen to be there (uptime): it stays for a while, so that it does not sway.</param>
/// <param name="Short">What runs short now, the first of which pods are evicted for.</param>
/// <param name="DiskFault">Why nothing can be written, or null.</param>
internal sealed record PressureState(ImmutableDictionary<string, TimeSpan> LastMet, IReadOnlyList<EvictionThreshold> Short, DiskFault? DiskFault)
{
    public const string DiskCondition = "ReadonlyFilesystem";

    public static readonly PressureState None = new(ImmutableDictionary.Create<string, TimeSpan>(StringComparer.Ordinal), [], null);

    public bool Has(string condition) => LastMet.ContainsKey(condition);

    /// <summary>As the kubelet tells them; that of the disk only once it has been there.</summary>
    public IEnumerable<NodeCondition> Conditions(bool wasDiskTold) =>
    [
        Condition("MemoryPressure", "KubeletHasInsufficientMemory", "kubelet has insufficient memory available", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        Condition("DiskPressure", "KubeletHasDiskPressure", "kubelet has disk pressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        Condition("PIDPressure", "KubeletHasInsufficientPID", "kubelet has insufficient PID available", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        .. DiskFault is { } fault ? [Build(DiskCondition, true, fault.Reason, fault.Message)]
            : wasDiskTold ? (NodeCondition[])[Build(DiskCondition, false, "FilesystemIsNotReadOnly", "the node's disk can be written")] : [],
    ];

    private NodeCondition Condition(string type, string bad, string badMessage, string good, string goodMessage) =>
        Has(type) ? Build(type, true, bad, badMessage) : Build(type, false, good, goodMessage);

    private static NodeCondition Build(string type, bool status, string reason, string message) =>
        new() { Type = type, Status = status ? "True" : "False", Reason = reason, Message = message };
}
