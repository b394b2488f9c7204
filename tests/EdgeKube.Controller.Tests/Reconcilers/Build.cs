using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers;

namespace EdgeKube.Controller.Tests.Reconcilers;

/// <summary>Objects for the planners' tables.</summary>
internal static class Build
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string> AppLabels = new() { ["app"] = "x" };

    public static LabelSelector Selector => new() { MatchLabels = AppLabels };

    public static PodTemplateSpec Template(string image) => new()
    {
        Metadata = new() { Labels = AppLabels },
        Spec = new() { Containers = [new() { Name = "c", Image = image }] },
    };

    public static Deployment Deployment(int replicas, string image = "a:1", string type = "RollingUpdate", IntOrString? surge = null, IntOrString? unavailable = null) => new()
    {
        Metadata = new() { Name = "d", Namespace = "default", Uid = "d-uid", Generation = 1 },
        Spec = new()
        {
            Replicas = replicas,
            Selector = Selector,
            Template = Template(image),
            ProgressDeadlineSeconds = 600,
            RevisionHistoryLimit = 10,
            Strategy = type == "Recreate" ? new() { Type = type } : new() { Type = type, RollingUpdate = new() { MaxSurge = surge ?? "25%", MaxUnavailable = unavailable ?? "25%" } },
        },
    };

    public static ReplicaSet ReplicaSet(int replicas, string name = "r") => new()
    {
        Metadata = new() { Name = name, Namespace = "default", Uid = $"{name}-uid", Generation = 1 },
        Spec = new() { Replicas = replicas, Selector = Selector, Template = Template("a:1") },
    };

    public static Pod Pod(string name, ApiObject? owner = null, string? node = null, bool ready = false, string phase = "Pending") => new()
    {
        Metadata = new()
        {
            Name = name,
            Namespace = "default",
            Uid = $"{name}-uid",
            Labels = AppLabels,
            CreationTimestamp = Now.AddHours(-1),
            OwnerReferences = owner is null ? null : [Owners.BuildControllerReference(owner)],
        },
        Spec = new() { NodeName = node, Containers = [new() { Name = "c", Image = "a:1" }] },
        Status = new() { Phase = phase, Conditions = ready ? [new() { Type = "Ready", Status = "True", LastTransitionTime = Now.AddMinutes(-5) }] : null },
    };

    public static Node Node(string name, string cpu = "2", string memory = "4Gi", string pods = "110", params Taint[] taints) => new()
    {
        Metadata = new() { Name = name, Uid = $"{name}-uid", Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name } },
        Spec = new() { Taints = taints },
        Status = new()
        {
            Allocatable = new Dictionary<string, Quantity>
            {
                ["cpu"] = Quantity.Parse(cpu),
                ["memory"] = Quantity.Parse(memory),
                ["pods"] = Quantity.Parse(pods),
                ["ephemeral-storage"] = Quantity.Parse("100Gi"),
            },
            Conditions = [new() { Type = "Ready", Status = "True" }],
        },
    };

    public static Pod Asking(Pod pod, string resource, string amount) => pod with
    {
        Spec = pod.Spec! with
        {
            Containers = [pod.Spec.Containers[0] with { Resources = new() { Requests = new Dictionary<string, Quantity> { [resource] = Quantity.Parse(amount) } } }],
        },
    };

    public static T Terminating<T>(T obj, params string[] finalizers)
        where T : ApiObject => (T)(obj with { Metadata = obj.Metadata with { DeletionTimestamp = Now, Finalizers = finalizers } });
}
