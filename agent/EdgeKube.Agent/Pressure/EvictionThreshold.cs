using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pressure;

/// <summary>So much must be left: an amount, or a part of all there is.</summary>
/// <param name="Amount">Bytes, inodes or processes; null where <paramref name="Percent"/> counts.</param>
internal sealed record EvictionThreshold(EvictionSignal Signal, long? Amount, double? Percent)
{
    private const long StallUnits = 10_000;

    /// <summary>The kubelet's, a bound for processes, which it has none for, and one for a machine that does nothing but wait for memory, as systemd-oomd has it.</summary>
    public static readonly IReadOnlyList<string> Preset =
        ["memory.available<100Mi", "memory.stalled>60%", "nodefs.available<10%", "nodefs.inodesFree<5%", "imagefs.available<15%", "imagefs.inodesFree<5%", "pid.available<5%"];

    /// <summary>So much of the time in which not all waited is left.</summary>
    /// <param name="stalled">Percent of the time in which everything waited.</param>
    public static Supply Running(double stalled) => new((long)((100 - stalled) * StallUnits / 100), StallUnits);

    /// <summary>Reads <c>memory.available&lt;100Mi</c>, <c>nodefs.available&lt;10%</c> or <c>memory.stalled&gt;60%</c>; null for anything else.</summary>
    public static EvictionThreshold? Find(string text)
    {
        if (text.StartsWith($"{EvictionSignal.Stall.Name}>", StringComparison.Ordinal))
        {
            return text.EndsWith('%') && FindPercent(text[(EvictionSignal.Stall.Name.Length + 1)..]) is { } most ? new EvictionThreshold(EvictionSignal.Stall, null, 100 - most) : null;
        }

        if (text.Split('<') is not [var name, var value] || EvictionSignal.All.FirstOrDefault(signal => signal.Name == name && signal != EvictionSignal.Stall) is not { } signal)
        {
            return null;
        }

        if (value.EndsWith('%'))
        {
            return FindPercent(value) is { } percent ? new EvictionThreshold(signal, null, percent) : null;
        }

        return Quantity.TryParse(value, out var amount, out _) && amount.Sign >= 0 ? new EvictionThreshold(signal, amount.Value, null) : null;
    }

    private static double? FindPercent(string text) =>
        double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100 ? percent : null;

    /// <summary>How much must be left of so much.</summary>
    public long Of(long capacity) => Amount ?? (long)(capacity * (Percent!.Value / 100));
}
