using System.Globalization;
using EdgeKube.Api;
using EdgeKube.Link.Services;

namespace EdgeKube.Agent.Pods;

/// <summary>
/// The variables that tell a container of Services, as the kubelet names them: <c>{NAME}_SERVICE_HOST</c> and <c>_SERVICE_PORT</c>, and those that links
/// between containers had in Docker (<c>{NAME}_PORT_80_TCP</c> and the like). Pure.
/// </summary>
internal static class ServiceVariables
{
    private const string ApiNamespace = "default";
    private const string ApiService = "kubernetes";

    /// <summary>Of the API itself always, of the pod's own namespace unless it says otherwise; of two by one name the own namespace's.</summary>
    /// <param name="pod">Whose container starts.</param>
    /// <param name="services">A namespace's Services that have an address.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(Pod pod, Func<string, IReadOnlyDictionary<string, ClusterAddress>> services)
    {
        var told = new SortedDictionary<string, ClusterAddress>(StringComparer.Ordinal);
        if (services(ApiNamespace).TryGetValue(ApiService, out var api))
        {
            told[ApiService] = api;
        }

        if (pod.Spec?.EnableServiceLinks != false)
        {
            foreach (var (name, address) in services(pod.Namespace))
            {
                told[name] = address;
            }
        }

        return told.SelectMany(service => Of(Name(service.Key), service.Value));
    }

    private static IEnumerable<KeyValuePair<string, string>> Of(string service, ClusterAddress address)
    {
        yield return new($"{service}_SERVICE_HOST", address.Address);
        if (address.Ports is [var first, ..])
        {
            yield return new($"{service}_SERVICE_PORT", Text(first.Number));
            yield return new($"{service}_PORT", Url(address, first));
        }

        foreach (var port in address.Ports)
        {
            if (port.Name.Length > 0)
            {
                yield return new($"{service}_SERVICE_PORT_{Name(port.Name)}", Text(port.Number));
            }

            var prefix = $"{service}_PORT_{Text(port.Number)}_{port.Protocol}";
            yield return new(prefix, Url(address, port));
            yield return new($"{prefix}_PROTO", port.Protocol.ToLowerInvariant());
            yield return new($"{prefix}_PORT", Text(port.Number));
            yield return new($"{prefix}_ADDR", address.Address);
        }
    }

    private static string Name(string text) => text.Replace('-', '_').ToUpperInvariant();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The colons of an address of version 6 are not the port's.
    private static string Url(ClusterAddress address, ClusterPort port)
    {
        var host = address.Address.Contains(':', StringComparison.Ordinal) ? $"[{address.Address}]" : address.Address;
        return $"{port.Protocol.ToLowerInvariant()}://{host}:{Text(port.Number)}";
    }
}
