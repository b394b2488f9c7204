namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>Finds the lowest free network for a node's pods.</summary>
internal static class PodCidrAllocator
{
    /// <param name="cluster">The network of all pods.</param>
    /// <param name="prefixLength">Of a node's network.</param>
    /// <param name="used">Networks that are given already; any that overlaps counts.</param>
    /// <returns>Null when there is none left.</returns>
    public static Cidr? Allocate(Cidr cluster, int prefixLength, IReadOnlyCollection<Cidr> used)
    {
        var step = 1UL << (32 - prefixLength);
        for (ulong address = cluster.Address; address + step <= cluster.Address + cluster.Size; address += step)
        {
            var candidate = new Cidr((uint)address, prefixLength);
            if (!used.Any(candidate.Overlaps))
            {
                return candidate;
            }
        }

        return null;
    }
}
