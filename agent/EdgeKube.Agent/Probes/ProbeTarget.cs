using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>Where a probe goes.</summary>
/// <param name="PodIP">Empty when the pod has none yet.</param>
internal sealed record ProbeTarget(string ContainerId, Container Container, string PodIP)
{
    /// <summary>The port by its number, or by its name in the container; null when there is none of that name.</summary>
    public int? FindPort(IntOrString port)
        => port.Text is not { } name ? port.Number : Container.Ports?.FirstOrDefault(declared => declared.Name == name)?.Port;
}
