using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Desired state of a Pod.</summary>
[Description("Desired state of a Pod.")]
public sealed record PodSpec
{
    /// <summary>Who places pods that name nobody else.</summary>
    public const string DefaultScheduler = "default-scheduler";

    [Description("Containers of the pod; at least one, with unique names. Cannot be added or removed later.")]
    [ListKeys("name")]
    public IReadOnlyList<Container> Containers { get; init => field = value ?? []; } = [];

    [Description("Containers that run one after the other before the others start; those with restartPolicy Always go on beside them.")]
    [ListKeys("name")]
    public IReadOnlyList<Container>? InitContainers { get; init; }

    [Description("Containers added to the running pod, to look at it; only by pods/ephemeralcontainers.")]
    [ListKeys("name")]
    public IReadOnlyList<EphemeralContainer>? EphemeralContainers { get; init; }

    [Description("Volumes that containers of the pod can mount.")]
    [ListKeys("name")]
    public IReadOnlyList<Volume>? Volumes { get; init; }

    [Description("When ended containers are started again: Always (default), OnFailure or Never.")]
    [KnownValues("Always", "Never", "OnFailure")]
    public string? RestartPolicy { get; init; }

    [Description("Seconds between the stop signal and the kill. Default 30.")]
    public long? TerminationGracePeriodSeconds { get; init; }

    [Description("Seconds the pod may be active on its node; then it is ended and has failed.")]
    public long? ActiveDeadlineSeconds { get; init; }

    [Description("Node the pod is bound to; set by the scheduler.")]
    public string? NodeName { get; init; }

    [Description("Labels a node must have for the pod to be placed on it.")]
    [Atomic]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    [Description("Where the pod must or should be placed.")]
    public Affinity? Affinity { get; init; }

    [Description("How evenly such pods are spread over parts of the cluster; all must hold.")]
    [ListKeys("topologyKey", "whenUnsatisfiable")]
    public IReadOnlyList<TopologySpreadConstraint>? TopologySpreadConstraints { get; init; }

    [Description("Use the node's network instead of an own one.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HostNetwork { get; init; }

    [Description("Use the node's process ids.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HostPID { get; init; }

    [Description("Use the node's shared memory and message queues.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HostIPC { get; init; }

    [Description("Whether the containers' users are the node's: true (default); false is not supported.")]
    public bool? HostUsers { get; init; }

    [Description("Whether the containers see each other's processes.")]
    public bool? ShareProcessNamespace { get; init; }

    [Description("Host name of the pod instead of its name.")]
    public string? Hostname { get; init; }

    [Description("Subdomain: the full name is hostname.subdomain.namespace.svc.cluster.local.")]
    public string? Subdomain { get; init; }

    [Description("Whether the full name is the host name.")]
    public bool? SetHostnameAsFQDN { get; init; }

    [Description("Host name within the pod, whatever hostname and subdomain say; names in the DNS stay as they are.")]
    public string? HostnameOverride { get; init; }

    [Description("Entries to add to the containers' /etc/hosts.")]
    [ListKeys("ip")]
    public IReadOnlyList<HostAlias>? HostAliases { get; init; }

    [Description("ClusterFirst (default), ClusterFirstWithHostNet, Default or None: where names are looked up.")]
    [KnownValues("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")]
    public string? DnsPolicy { get; init; }

    [Description("Settings of the resolver, added to those of dnsPolicy.")]
    public PodDnsConfig? DnsConfig { get; init; }

    [Description("Operating system of the containers: linux.")]
    public PodOS? Os { get; init; }

    [Description("Conditions that must be true for the pod to be ready, besides its containers.")]
    [Atomic]
    public IReadOnlyList<PodReadinessGate>? ReadinessGates { get; init; }

    [Description("Gates that hold the pod back from the scheduler until all are taken away.")]
    [ListKeys("name")]
    public IReadOnlyList<PodSchedulingGate>? SchedulingGates { get; init; }

    [Description("Scheduler that places the pod.")]
    public string? SchedulerName { get; init; }

    [Description("Priority in numbers; higher is more important.")]
    public int? Priority { get; init; }

    [Description("Name of the PriorityClass that says how important the pod is.")]
    public string? PriorityClassName { get; init; }

    [Description("Name of the RuntimeClass that says how its containers are run.")]
    public string? RuntimeClassName { get; init; }

    [Description("cpu and memory that all containers have together; what is said here goes before the sum of theirs.")]
    public ResourceRequirements? Resources { get; init; }

    [Description("What running the pod costs besides its containers; follows from its RuntimeClass.")]
    public IReadOnlyDictionary<string, Quantity>? Overhead { get; init; }

    [Description("PreemptLowerPriority (default) or Never.")]
    public string? PreemptionPolicy { get; init; }

    [Description("Taints the pod tolerates.")]
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    [Description("Whether environment variables for services are made. Default true.")]
    public bool? EnableServiceLinks { get; init; }

    [Description("ServiceAccount the pod runs as.")]
    public string? ServiceAccountName { get; init; }

    [Description("Old name of serviceAccountName.")]
    public string? ServiceAccount { get; init; }

    [Description("Whether a token of the ServiceAccount is mounted.")]
    public bool? AutomountServiceAccountToken { get; init; }

    [Description("Secrets with credentials for the registries that the images come from.")]
    [ListKeys("name")]
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    [Description("Security settings for all containers.")]
    public PodSecurityContext? SecurityContext { get; init; }
}
