namespace EdgeKube.Reference.Node;

/// <summary>Where a Node is meant to differ from the recorded one, each with its reason.</summary>
internal static class NodeObjectDeliberate
{
    private const string NoHugePages = "Huge pages are not offered to pods";

    private static readonly (string Path, string Reason)[] All =
    [
        ("lease:", "No heartbeat is written: that a node is there is seen from its session, and a lease each ten seconds would be paid for on the link"),
        ("metadata.annotations.node.alpha.kubernetes.io/ttl:", "It says how old Secrets may be that a kubelet caches; here they come as they change"),
        ("metadata.annotations.volumes.kubernetes.io/controller-managed-attach-detach:", "No volume is attached by a controller"),
        ("spec.podCIDR", "The recorded cluster gave its node no network of its own"),
        ("status.allocatable.ephemeral-storage:", "Written in KiB, as capacity is, where the kubelet writes bytes: the same amount"),
        ("status.allocatable.hugepages", NoHugePages),
        ("status.capacity.hugepages", NoHugePages),
        ("status.conditions[ClockUnsynchronized]", "A condition of our own: edge clocks are wrong, and the node says so"),
        ("status.conditions[TrustLost]", "A condition of our own: whether controller and node trust each other"),
        ("status.daemonEndpoints", "A node listens nowhere: there is no port to name"),
        ("status.declaredFeatures", "The names of gates of the recorded kubelet"),
        ("status.nodeInfo.containerRuntimeVersion", "Debian's containerd names its package, too"),
    ];

    /// <summary>The reason; null for what must be equal.</summary>
    public static string? FindReason(string path) => All.FirstOrDefault(one => path.StartsWith(one.Path, StringComparison.Ordinal)).Reason;
}
