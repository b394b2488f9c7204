using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What <c>pods/[http:]NAME[:PORT]/proxy</c>, or the same of a Service, means. Pure.</summary>
/// <param name="Name">Of the pod or Service.</param>
/// <param name="Port">A port's number or name; empty for the first that the pod tells, or the Service's one without a name.</param>
internal sealed record ProxyTarget(string Name, string Port)
{
    private const string Https = "https";

    // api, v1, namespaces, NAMESPACE, pods, NAME, proxy.
    private const int Segments = 7;

    /// <summary>Null for what is none, and for https: within the pod's own network there is nobody to hide from.</summary>
    public static ProxyTarget? Parse(string text) => text.Split(':') switch
    {
        [var name] => new ProxyTarget(name, ""),
        [Https, _, _] => null,
        [var name, var port] => new ProxyTarget(name, port),
        ["" or "http", var name, var port] => new ProxyTarget(name, port),
        _ => null,
    };

    /// <summary>The port of the pod that is meant; null when it has none such.</summary>
    public int? FindPort(PodSpec? spec)
    {
        if (int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number is > 0 and <= ushort.MaxValue ? number : null;
        }

        return Port.Length > 0 ? FindNamedPort(spec, Port) : PortsOf(spec).FirstOrDefault()?.Port ?? 80;
    }

    /// <summary>The port of that name in one of the pod's containers; null when there is none.</summary>
    public static int? FindNamedPort(PodSpec? spec, string name) => PortsOf(spec).FirstOrDefault(port => port.Name == name)?.Port;

    /// <summary>What stands behind <c>/proxy</c>, as it was sent. What is no plain text of a path was refused before.</summary>
    /// <param name="path">A path that the parser has taken for one of the subresource.</param>
    public static string PathOf(string path)
    {
        var at = 0;
        for (var i = 0; i < Segments; i++)
        {
            // Slashes before the path are none of its segments.
            for (; at < path.Length && path[at] == '/'; at++)
            {
            }

            at = path.AsSpan(at).IndexOfAny('/', '?') is >= 0 and var length ? at + length : path.Length;
        }

        var plain = string.Concat(path[at..].Select(c => c is > ' ' and < (char)127 ? $"{c}" : Uri.EscapeDataString($"{c}")));
        return plain.StartsWith('/') ? plain : $"/{plain}";
    }

    private static IEnumerable<ContainerPort> PortsOf(PodSpec? spec) => (spec?.Containers ?? []).SelectMany(container => container.Ports ?? []);
}
