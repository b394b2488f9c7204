namespace EdgeKube.Api;

/// <summary>Defaults of pods and their templates. A pod gets more than its template: what its admission adds must not change the template's hash.</summary>
internal static class PodDefaults
{
    private const long TolerationSeconds = 300;
    private static readonly string[] NodeTroubles = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public static PodTemplateSpec ApplyToTemplate(PodTemplateSpec? template)
        => new() { Metadata = template?.Metadata ?? new(), Spec = ApplyToSpec(template?.Spec ?? new()) };

    public static PodSpec ApplyToPod(PodSpec spec)
    {
        var filled = ApplyToSpec(spec);
        var account = filled.ServiceAccountName ?? "default";
        filled = filled with
        {
            Containers = [.. filled.Containers.Select(container => ContainerDefaults.ApplyInPod(container, filled.HostNetwork))],
            InitContainers = filled.InitContainers is { } inits ? [.. inits.Select(container => ContainerDefaults.ApplyInPod(container, filled.HostNetwork))] : null,
        };
        return filled with
        {
            Resources = PodLevelDefaults.Apply(filled),
            EnableServiceLinks = filled.EnableServiceLinks ?? true,
            ServiceAccountName = account,
            ServiceAccount = account,
            Tolerations = WithNodeTroubles(filled.Tolerations ?? []),
            Priority = filled.Priority ?? 0,
            PreemptionPolicy = filled.PreemptionPolicy ?? "PreemptLowerPriority",
        };
    }

    public static IReadOnlyDictionary<string, Quantity>? Round(IReadOnlyDictionary<string, Quantity>? resources)
        => resources?.ToDictionary(resource => resource.Key, resource => resource.Value.RoundUpToMillis());

    private static PodSpec ApplyToSpec(PodSpec spec)
    {
        var account = NotEmpty(spec.ServiceAccountName) ?? NotEmpty(spec.ServiceAccount);
        return spec with
        {
            Containers = [.. spec.Containers.Select(ContainerDefaults.Apply)],
            InitContainers = spec.InitContainers is { } inits ? [.. inits.Select(ContainerDefaults.Apply)] : null,
            EphemeralContainers = spec.EphemeralContainers is { } added ? [.. added.Select(container => (EphemeralContainer)ContainerDefaults.Apply(container))] : null,
            Resources = spec.Resources is { } own ? own with { Limits = Round(own.Limits), Requests = Round(own.Requests) } : null,
            Volumes = spec.Volumes is { } volumes ? [.. volumes.Select(VolumeDefaults.Apply)] : null,
            RestartPolicy = NotEmpty(spec.RestartPolicy) ?? "Always",
            TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? 30,
            DnsPolicy = NotEmpty(spec.DnsPolicy) ?? "ClusterFirst",
            SecurityContext = spec.SecurityContext ?? new(),
            SchedulerName = NotEmpty(spec.SchedulerName) ?? PodSpec.DefaultScheduler,
            ServiceAccountName = account,
            ServiceAccount = account,
            NodeName = NotEmpty(spec.NodeName),
        };
    }

    private static IReadOnlyList<Toleration> WithNodeTroubles(IReadOnlyList<Toleration> tolerations)
    {
        var missing = NodeTroubles.Where(key => !tolerations.Any(toleration => Tolerates(toleration, key))).ToList();
        return missing.Count == 0 ? tolerations : [.. tolerations, .. missing.Select(Tolerate)];
    }

    private static bool Tolerates(Toleration toleration, string key)
        => (string.IsNullOrEmpty(toleration.Key) || toleration.Key == key) && toleration.Effect is (null or "" or "NoExecute");

    private static Toleration Tolerate(string key)
        => new() { Key = key, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = TolerationSeconds };

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
