using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What a pod as a whole asks for. Pure.</summary>
internal static class PodAmounts
{
    private static readonly Dictionary<string, Quantity> Nothing = [];

    public static IReadOnlyDictionary<string, Quantity> Requests(PodSpec? spec) => Of(spec, container => container.Resources?.Requests);

    public static IReadOnlyDictionary<string, Quantity> Limits(PodSpec? spec) => Of(spec, container => container.Resources?.Limits);

    public static IReadOnlyList<Container> ContainersOf(PodSpec? spec) => [.. spec?.Containers ?? [], .. spec?.InitContainers ?? []];

    // Containers run together, and with those init containers that stay (sidecars); of the other init containers one runs at a time.
    private static Dictionary<string, Quantity> Of(PodSpec? spec, Func<Container, IReadOnlyDictionary<string, Quantity>?> read)
    {
        var staying = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var most = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec?.InitContainers ?? [])
        {
            var isStaying = container.RestartPolicy is "Always";
            foreach (var (name, amount) in read(container) ?? Nothing)
            {
                if (isStaying)
                {
                    staying[name] = staying.GetValueOrDefault(name) + amount;
                }

                var peak = staying.GetValueOrDefault(name) + (isStaying ? default : amount);
                most[name] = peak > most.GetValueOrDefault(name) ? peak : most.GetValueOrDefault(name);
            }
        }

        foreach (var (name, amount) in (spec?.Containers ?? []).SelectMany(container => read(container) ?? Nothing))
        {
            staying[name] = staying.GetValueOrDefault(name) + amount;
        }

        return staying.Keys.Union(most.Keys).ToDictionary(
            name => name, name => staying.GetValueOrDefault(name) >= most.GetValueOrDefault(name) ? staying.GetValueOrDefault(name) : most.GetValueOrDefault(name));
    }
}
