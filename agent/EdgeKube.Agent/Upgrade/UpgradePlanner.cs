using EdgeKube.Link.Upgrade;

namespace EdgeKube.Agent.Upgrade;

/// <summary>Whether an upgrade may begin. Pure.</summary>
internal static class UpgradePlanner
{
    /// <summary>Before a byte is taken: why not, or null.</summary>
    /// <param name="isPackaged">This agent came by a package, and with it its updater.</param>
    /// <param name="underWay">The order that has not ended.</param>
    /// <param name="freeBytes">On the disk.</param>
    public static string? FindRefusal(PackageStatement offered, bool isSigned, bool isPackaged, UpgradeOrder? underWay, long freeBytes) => (isSigned, isPackaged, underWay) switch
    {
        (false, _, _) => "no authority that this node trusts has signed this package",
        (_, false, _) => "this agent was not installed by its package, so there is no updater; upgrade it the way it came",
        (_, _, { } order) => $"an upgrade to {order.Version} is under way (order {order.Id}); wait for its end",

        // The new one, the former one, and both unpacked.
        _ when freeBytes < 8 * offered.Size => $"too little room: {freeBytes >> 20} MiB free, {(8 * offered.Size) >> 20} MiB needed",
        _ => null,
    };

    /// <summary>The package is here, whole and genuine: why it is not installed, or null.</summary>
    /// <param name="package">What it says of itself; null when it says too little.</param>
    /// <param name="format">The replica's, which this agent reads and writes.</param>
    public static string? FindRefusal(PackageStatement offered, PackageFields? package, int format) => package switch
    {
        null => "the package does not say which formats of the replica its agent reads and writes",
        _ when package.Package != "edgekube-agent" || package.Version != offered.Version || package.Architecture != offered.Architecture =>
            $"the package is {package.Package} {package.Version} for {package.Architecture}, not edgekube-agent {offered.Version} for {offered.Architecture}",
        _ when !package.Reads.Contains(format) => $"its agent cannot read the replica of this node (format {format}); upgrade by way of a release that reads both",
        _ when package.Writes != format => $"its agent writes a replica (format {package.Writes}) that this one could not read, were it put back; upgrade by way of a release that reads both",
        _ => null,
    };
}
