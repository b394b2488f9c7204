namespace EdgeKube.Api;

/// <summary>Defaults of one container.</summary>
internal static class ContainerDefaults
{
    public static Container Apply(Container container) => container with
    {
        ImagePullPolicy = string.IsNullOrEmpty(container.ImagePullPolicy) ? PullPolicyOf(container.Image ?? "") : container.ImagePullPolicy,
        TerminationMessagePath = string.IsNullOrEmpty(container.TerminationMessagePath) ? "/dev/termination-log" : container.TerminationMessagePath,
        TerminationMessagePolicy = string.IsNullOrEmpty(container.TerminationMessagePolicy) ? "File" : container.TerminationMessagePolicy,
        Ports = container.Ports is { } ports ? [.. ports.Select(port => string.IsNullOrEmpty(port.Protocol) ? port with { Protocol = "TCP" } : port)] : null,
        Env = container.Env is { } variables ? [.. variables.Select(Apply)] : null,
        Lifecycle = LifecycleDefaults.Apply(container.Lifecycle),
        LivenessProbe = ProbeDefaults.Apply(container.LivenessProbe),
        ReadinessProbe = ProbeDefaults.Apply(container.ReadinessProbe),
        StartupProbe = ProbeDefaults.Apply(container.StartupProbe),
        Resources = new ResourceRequirements
        {
            Limits = PodDefaults.Round(container.Resources?.Limits),
            Requests = PodDefaults.Round(container.Resources?.Requests),
        },
    };

    /// <summary>What only a pod's container gets: requests from limits, and on the node's network the ports it takes there.</summary>
    public static Container ApplyInPod(Container container, bool hostNetwork) => container with
    {
        Resources = WithRequests(container.Resources ?? new()),
        Ports = hostNetwork && container.Ports is { } ports ? [.. ports.Select(port => port.HostPort == 0 ? port with { HostPort = port.Port } : port)] : container.Ports,
    };

    private static EnvVar Apply(EnvVar variable) => variable with
    {
        Value = string.IsNullOrEmpty(variable.Value) ? null : variable.Value,
        ValueFrom = variable.ValueFrom switch
        {
            { FieldRef: { ApiVersion: null or "" } field } source => source with { FieldRef = field with { ApiVersion = "v1" } },
            { ResourceFieldRef: { Divisor: null } field } source => source with { ResourceFieldRef = field with { Divisor = default(Quantity) } },
            var source => source,
        },
    };

    private static ResourceRequirements WithRequests(ResourceRequirements resources)
    {
        if (resources.Limits is not { Count: > 0 } limits)
        {
            return resources;
        }

        var requests = new Dictionary<string, Quantity>(resources.Requests ?? new Dictionary<string, Quantity>(), StringComparer.Ordinal);
        foreach (var (name, quantity) in limits)
        {
            requests.TryAdd(name, quantity);
        }

        return resources with { Requests = requests };
    }

    // An image without tag and digest means latest, which moves.
    private static string PullPolicyOf(string image)
    {
        var name = image.Split('@')[0];
        var colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        var tag = colon >= 0 ? name[(colon + 1)..] : image.Contains('@', StringComparison.Ordinal) ? "" : "latest";
        return tag == "latest" ? "Always" : "IfNotPresent";
    }
}
