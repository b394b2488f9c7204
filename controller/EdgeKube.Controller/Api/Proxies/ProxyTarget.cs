using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What <c>pods/[http:]NAME[:PORT]/proxy</c> means. Pure.</summary>
/// <param name="Port">A port's number or name; empty for the first that the pod tells.</param>
internal sealed record ProxyTarget(string Pod, string Port)
{
    private const string Https = "https";

    /// <summary>Null for what is none, and for https: within the pod's own network there is nobody to hide from.</summary>
    public static ProxyTarget? Parse(string name) => name.Split(':') switch
    {
        [var pod] => new ProxyTarget(pod, ""),
        [Https, _, _] => null,
        [var pod, var port] => new ProxyTarget(pod, port),
        ["" or "http", var pod, var port] => new ProxyTarget(pod, port),
        _ => null,
    };

    /// <summary>The port of the pod that is meant; null when it has none such.</summary>
    public int? FindPort(PodSpec? spec)
    {
        if (int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number is > 0 and <= ushort.MaxValue ? number : null;
        }

        foreach (var port in (spec?.Containers ?? []).SelectMany(container => container.Ports ?? []))
        {
            if (Port.Length == 0 || port.Name == Port)
            {
                return port.Port;
            }
        }

        return Port.Length == 0 ? 80 : null;
    }
}
