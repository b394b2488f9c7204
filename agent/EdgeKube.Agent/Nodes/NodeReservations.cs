using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Pressure;
using EdgeKube.Api;

namespace EdgeKube.Agent.Nodes;

/// <summary>What of the node is not for pods: what is reserved, and what must be left before pods are evicted. Pure.</summary>
internal sealed record NodeReservations(IReadOnlyList<KeyValuePair<string, Quantity>> Reserved, IReadOnlyList<EvictionThreshold> Thresholds)
{
    private static readonly string[] Resources = ["cpu", "memory", "ephemeral-storage"];

    public static NodeReservations Of(AgentOptions options)
    {
        var reserved = new List<KeyValuePair<string, Quantity>>();
        foreach (var text in options.SystemReserved)
        {
            if (Find(text) is { } one)
            {
                reserved.Add(one);
            }
        }

        return new NodeReservations(reserved, [.. options.EvictionHard.Select(EvictionThreshold.Find).OfType<EvictionThreshold>()]);
    }

    /// <summary>Reads <c>memory=64Mi</c>; null for anything else.</summary>
    public static KeyValuePair<string, Quantity>? Find(string text) =>
        text.Split('=') is [var name, var value] && Resources.Contains(name) && Quantity.TryParse(value, out var amount, out _) && amount.Sign >= 0
            ? KeyValuePair.Create(name, amount) : null;

    /// <summary>What pods may ask for, all together; never less than nothing.</summary>
    public IReadOnlyDictionary<string, Quantity> Allocatable(IReadOnlyDictionary<string, Quantity> capacity)
    {
        var left = new Dictionary<string, Quantity>(capacity, StringComparer.Ordinal);
        foreach (var (name, amount) in Reserved)
        {
            left[name] = name == "cpu" ? Quantity.FromMillis(Math.Max(0, left[name].MilliValue - amount.MilliValue)) : Less(left[name], amount.Value);
        }

        foreach (var threshold in Thresholds)
        {
            if ((threshold.Signal == EvictionSignal.Memory || threshold.Signal == EvictionSignal.Disk) && left.TryGetValue(threshold.Signal.Resource, out var amount))
            {
                left[threshold.Signal.Resource] = Less(amount, threshold.Of(capacity[threshold.Signal.Resource].Value));
            }
        }

        return left;
    }

    private static Quantity Less(Quantity amount, long bytes) => Quantity.FromBytes(Math.Max(0, amount.Value - bytes));
}
