using System.Globalization;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Which pods stand behind a Service's port: those that its selector selects and that are ready; without a selector, those that its Endpoints
/// refer to. Pure. An address that is no pod's is out of reach, since only pods are reached over links.
/// </summary>
internal static class ServiceBackends
{
    /// <param name="service">A Service.</param>
    /// <param name="port">The port's number or name; empty for the one without a name.</param>
    /// <param name="endpoints">Of the same name; null when there are none.</param>
    /// <param name="pods">Those of its namespace; asked only when they matter.</param>
    public static ApiResult<List<ServiceBackend>> Find(SchemaObject service, string port, SchemaObject? endpoints, Func<IEnumerable<Pod>> pods)
    {
        var wanted = FindPort(service, port);
        if (wanted is null && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return Statuses.Unavailable($"no service port {port} found for service {GoText.Quote(service.Name)}");
        }

        List<ServiceBackend> found = wanted is not { } at ? []
            : service.Map("spec", "selector") is { Count: > 0 } selector ? Selected(service, selector, at, pods())
            : Referred(endpoints, Text(at, "name"), pods());
        return found.Count > 0
            ? found
            : Statuses.Unavailable($"no endpoints available for service {GoText.Quote(service.Name)}");
    }

    private static JsonElement? FindPort(SchemaObject service, string port)
    {
        var isNumber = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        foreach (var one in Items(service.Find("spec", "ports")))
        {
            if (isNumber ? Number(one, "port") == number : Text(one, "name") == port)
            {
                return one;
            }
        }

        return null;
    }

    private static List<ServiceBackend> Selected(SchemaObject service, IReadOnlyDictionary<string, string> selector, JsonElement port, IEnumerable<Pod> pods)
    {
        var publishesAll = service.Find("spec", "publishNotReadyAddresses") is { ValueKind: JsonValueKind.True };
        var found = new List<ServiceBackend>();
        foreach (var pod in pods)
        {
            if (LabelMatch.Contains(pod.Metadata.Labels, selector) && IsServed(pod, publishesAll) && TargetOf(port, pod) is { } target)
            {
                found.Add(new ServiceBackend(pod, target));
            }
        }

        return found;
    }

    private static List<ServiceBackend> Referred(SchemaObject? endpoints, string name, IEnumerable<Pod> pods)
    {
        var found = new List<ServiceBackend>();
        Dictionary<string, Pod>? byName = null;
        foreach (var subset in Items(endpoints?.Find("subsets")))
        {
            foreach (var port in Items(subset, "ports"))
            {
                foreach (var address in Text(port, "name") == name && Number(port, "port") is not null ? Items(subset, "addresses") : [])
                {
                    byName ??= pods.ToDictionary(pod => pod.Name);
                    if (address.TryGetProperty("targetRef", out var reference) && Text(reference, "kind") == "Pod"
                        && byName.TryGetValue(Text(reference, "name"), out var pod) && IsServed(pod, publishesAll: true))
                    {
                        found.Add(new ServiceBackend(pod, Number(port, "port")!.Value));
                    }
                }
            }
        }

        return found;
    }

    private static bool IsServed(Pod pod, bool publishesAll) =>
        !string.IsNullOrEmpty(pod.Spec?.NodeName) && PodReadiness.IsActive(pod) && (publishesAll || PodReadiness.IsReady(pod));

    // A number, the name of one of the pod's ports, or nothing: then it is the Service's own.
    private static int? TargetOf(JsonElement port, Pod pod) => port.TryGetProperty("targetPort", out var target) switch
    {
        true when target.ValueKind == JsonValueKind.String => ProxyTarget.FindNamedPort(pod.Spec, target.GetString()!),
        true when target.TryGetInt32(out var number) && number > 0 => number,
        _ => Number(port, "port"),
    };

    private static IEnumerable<JsonElement> Items(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    private static IEnumerable<JsonElement> Items(JsonElement of, string name) => Items(of.TryGetProperty(name, out var list) ? list : null);

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static int? Number(JsonElement of, string name) => of.TryGetProperty(name, out var number) && number.TryGetInt32(out var value) ? value : null;
}
