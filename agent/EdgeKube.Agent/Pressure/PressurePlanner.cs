namespace EdgeKube.Agent.Pressure;

/// <summary>Decides from what is left what the node is short of. Pure.</summary>
internal static class PressurePlanner
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tense = TimeSpan.FromSeconds(1);

    /// <summary>More waiting for memory than this, in percent, and memory is looked at each second.</summary>
    private const double StallWorthALook = 5;

    /// <param name="hold">How long a condition stays after it was last met.</param>
    /// <param name="now">Uptime.</param>
    public static PressureState Judge(PressureState before, NodeSupplies seen, IReadOnlyList<EvictionThreshold> thresholds, TimeSpan hold, TimeSpan now)
    {
        List<EvictionThreshold> met = [.. thresholds.Where(threshold => seen.Supplies.TryGetValue(threshold.Signal, out var supply) && supply.Available < threshold.Of(supply.Capacity))];
        var last = before.LastMet.RemoveRange(before.LastMet.Where(one => now - one.Value >= hold).Select(one => one.Key))
            .SetItems(met.Select(threshold => KeyValuePair.Create(threshold.Signal.Condition, now)));

        // Memory first: it is what the node dies of.
        return new PressureState(last, [.. met.OrderBy(threshold => !threshold.Signal.IsMemory)], seen.DiskFault);
    }

    /// <summary>When to look again.</summary>
    public static TimeSpan Period(NodeSupplies seen, PressureState state) => state.Short.Count > 0 || seen.MemoryStall >= StallWorthALook ? Tense : Calm;
}
