using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Whether amounts keep within the bounds of a LimitRange, in Kubernetes' words. Pure.</summary>
internal static class LimitRules
{
    private static readonly Dictionary<string, Quantity> Nothing = [];

    public static IEnumerable<string> FindFaults(Pod pod, LimitRangeItem item) => item.Type switch
    {
        "Container" => PodContainers.ContainersThenInits(pod.Spec).SelectMany(container => FindFaults(item, container.Resources?.Requests ?? Nothing, container.Resources?.Limits ?? Nothing)),
        "Pod" => FindFaults(item, PodAmounts.Requests(pod.Spec), PodAmounts.Limits(pod.Spec)),
        _ => [],
    };

    /// <summary>For a claim, which only asks.</summary>
    public static IEnumerable<string> FindClaimFaults(LimitRangeItem item, Quantity storage)
    {
        if (item.Min?.TryGetValue("storage", out var min) is true && storage < min)
        {
            yield return $"minimum storage usage per {item.Type} is {min}, but request is {storage}";
        }

        if (item.Max?.TryGetValue("storage", out var max) is true && storage > max)
        {
            yield return $"maximum storage usage per {item.Type} is {max}, but request is {storage}";
        }
    }

    private static IEnumerable<string> FindFaults(LimitRangeItem item, IReadOnlyDictionary<string, Quantity> requests, IReadOnlyDictionary<string, Quantity> limits) =>
        Sorted(item.Min).Select(bound => FindBelow(item.Type, bound.Key, bound.Value, Find(requests, bound.Key), Find(limits, bound.Key)))
            .Concat(Sorted(item.Max).Select(bound => FindAbove(item.Type, bound.Key, bound.Value, Find(requests, bound.Key), Find(limits, bound.Key))))
            .Concat(Sorted(item.MaxLimitRequestRatio).Select(bound => FindRatio(item.Type, bound.Key, bound.Value, Find(requests, bound.Key), Find(limits, bound.Key))))
            .OfType<string>();

    private static string? FindBelow(string type, string name, Quantity min, Quantity? request, Quantity? limit)
    {
        var start = $"minimum {name} usage per {type} is {min}";
        return request is null ? $"{start}.  No request is specified"
            : request < min ? $"{start}, but request is {request}"
            : limit < min ? $"{start}, but limit is {limit}"
            : null;
    }

    private static string? FindAbove(string type, string name, Quantity max, Quantity? request, Quantity? limit)
    {
        var start = $"maximum {name} usage per {type} is {max}";
        return limit is null ? $"{start}.  No limit is specified"
            : limit > max ? $"{start}, but limit is {limit}"
            : request > max ? $"{start}, but request is {request}"
            : null;
    }

    private static string? FindRatio(string type, string name, Quantity most, Quantity? request, Quantity? limit)
    {
        var start = $"{name} max limit to request ratio per {type} is {most}, but";
        if (request is null or { IsZero: true })
        {
            return $"{start} no request is specified or request is 0";
        }

        if (limit is null or { IsZero: true })
        {
            return $"{start} no limit is specified or limit is 0";
        }

        var ratio = (double)limit.Value.MilliValue / request.Value.MilliValue;
        return ratio * 1000 > most.MilliValue ? string.Create(CultureInfo.InvariantCulture, $"{start} provided ratio is {ratio:F6}") : null;
    }

    private static IEnumerable<KeyValuePair<string, Quantity>> Sorted(IReadOnlyDictionary<string, Quantity>? bounds) =>
        (bounds ?? Nothing).OrderBy(bound => bound.Key, StringComparer.Ordinal);

    private static Quantity? Find(IReadOnlyDictionary<string, Quantity> amounts, string name) => amounts.TryGetValue(name, out var amount) ? amount : null;
}
