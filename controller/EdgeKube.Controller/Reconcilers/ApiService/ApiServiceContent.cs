using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.ApiService;

/// <summary>The Service <c>kubernetes</c> and the addresses behind it, as every cluster has them in <c>default</c>. Pure.</summary>
internal static class ApiServiceContent
{
    public const string Name = "kubernetes";
    public const string Namespace = "default";

    private const int Port = 443;

    /// <param name="doors">Where HTTPS is spoken.</param>
    /// <param name="advertised">Where nodes are told to connect, as URLs.</param>
    /// <returns>The addresses that lead there from another machine; loopback does not.</returns>
    public static IReadOnlyList<IPEndPoint> FindEndPoints(IReadOnlyList<IPEndPoint> doors, IReadOnlyList<string> advertised)
    {
        var found = new List<IPEndPoint>();
        foreach (var door in doors)
        {
            IEnumerable<IPAddress> addresses = door.Address.Equals(IPAddress.Any) || door.Address.Equals(IPAddress.IPv6Any) ? advertised.SelectMany(AddressOf) : [door.Address];
            found.AddRange(addresses.Where(IsForOthers).Select(address => new IPEndPoint(address, door.Port)));
        }

        return [.. found.Distinct().OrderBy(one => one.ToString(), StringComparer.Ordinal)];
    }

    /// <param name="address">The first one of the network that is for Services.</param>
    /// <param name="targetPort">Where HTTPS is spoken.</param>
    public static SchemaObject BuildService(string address, int targetPort) => Build("Service", "v1", new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" }, new JsonObject
    {
        ["spec"] = new JsonObject
        {
            ["clusterIP"] = address,
            ["clusterIPs"] = new JsonArray(address),
            ["ports"] = new JsonArray(PortOf(Port, ("targetPort", targetPort))),
        },
    });

    public static SchemaObject BuildEndpoints(IReadOnlyList<IPEndPoint> endPoints)
    {
        var subsets = new JsonArray();
        foreach (var group in endPoints.GroupBy(one => one.Port))
        {
            subsets.Add((JsonNode)new JsonObject
            {
                ["addresses"] = new JsonArray([.. group.Select(one => new JsonObject { ["ip"] = one.Address.ToString() })]),
                ["ports"] = new JsonArray(PortOf(group.Key)),
            });
        }

        return Build("Endpoints", "v1", new JsonObject { ["endpointslice.kubernetes.io/skip-mirror"] = "true" }, new JsonObject { ["subsets"] = subsets });
    }

    /// <param name="endPoints">Those of one port; a slice has no more.</param>
    /// <param name="port">That port.</param>
    public static SchemaObject BuildSlice(IReadOnlyList<IPEndPoint> endPoints, int port)
    {
        var addresses = new JsonArray();
        foreach (var endPoint in endPoints.Where(one => one.Port == port))
        {
            addresses.Add((JsonNode)new JsonObject { ["addresses"] = new JsonArray(endPoint.Address.ToString()), ["conditions"] = new JsonObject { ["ready"] = true } });
        }

        return Build(
            "EndpointSlice",
            "discovery.k8s.io/v1",
            new JsonObject { ["kubernetes.io/service-name"] = Name },
            new JsonObject { ["addressType"] = "IPv4", ["endpoints"] = addresses, ["ports"] = new JsonArray(PortOf(port)) });
    }

    private static JsonObject PortOf(int port, params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var built = new JsonObject { ["name"] = "https", ["port"] = port, ["protocol"] = "TCP" };
        foreach (var (name, value) in more)
        {
            built[name] = value;
        }

        return built;
    }

    private static SchemaObject Build(string kind, string apiVersion, JsonObject labels, JsonObject content)
    {
        content["kind"] = kind;
        content["apiVersion"] = apiVersion;
        content["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = Namespace, ["labels"] = labels };
        return JsonSerializer.Deserialize(content.ToJsonString(), SchemaJsonContext.Default.SchemaObject)!;
    }

    private static IEnumerable<IPAddress> AddressOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && IPAddress.TryParse(address.Host, out var found) ? [found] : [];

    private static bool IsForOthers(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address);
}
