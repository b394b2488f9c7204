using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pressure;

/// <summary>So much must be left: an amount, or a part of all there is.</summary>
/// <param name="Amount">Bytes, inodes or processes; null where <paramref name="Percent"/> counts.</param>
internal sealed record EvictionThreshold(EvictionSignal Signal, long? Amount, double? Percent)
{
    /// <summary>The kubelet's, and a bound for processes, which it has none for.</summary>
    public static readonly IReadOnlyList<string> Preset = ["memory.available<100Mi", "nodefs.available<10%", "nodefs.inodesFree<5%", "pid.available<5%"];

    /// <summary>Reads <c>memory.available&lt;100Mi</c> or <c>nodefs.available&lt;10%</c>; null for anything else.</summary>
    public static EvictionThreshold? Find(string text)
    {
        if (text.Split('<') is not [var name, var value] || EvictionSignal.All.FirstOrDefault(signal => signal.Name == name) is not { } signal)
        {
            return null;
        }

        if (value.EndsWith('%'))
        {
            return double.TryParse(value.AsSpan(0, value.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100
                ? new EvictionThreshold(signal, null, percent)
                : null;
        }

        return Quantity.TryParse(value, out var amount, out _) && amount.Sign >= 0 ? new EvictionThreshold(signal, amount.Value, null) : null;
    }

    /// <summary>How much must be left of so much.</summary>
    public long Of(long capacity) => Amount ?? (long)(capacity * (Percent!.Value / 100));
}
