using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling;

/// <summary>A port of the node that a pod takes.</summary>
internal readonly record struct HostPort(string Protocol, int Port, string Address)
{
    private static readonly HostPort[] None = [];

    public static IReadOnlyList<HostPort> Of(Pod pod)
    {
        var ports = (pod.Spec?.Containers ?? []).SelectMany(container => container.Ports ?? []).Where(port => port.HostPort > 0)
            .Select(port => new HostPort(port.Protocol ?? "TCP", port.HostPort, port.HostIP is null or "0.0.0.0" or "::" ? "" : port.HostIP)).ToArray();
        return ports.Length == 0 ? None : ports;
    }

    /// <summary>Both want the same port on the same address, or one of them on all.</summary>
    public bool Clashes(HostPort other)
        => Port == other.Port && Protocol == other.Protocol && (Address == other.Address || Address.Length == 0 || other.Address.Length == 0);
}
