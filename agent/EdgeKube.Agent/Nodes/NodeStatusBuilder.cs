using EdgeKube.Agent.Devices;
using EdgeKube.Api;

namespace EdgeKube.Agent.Nodes;

/// <summary>Builds the Node object a node reports of itself, with the kubelet's conditions, reasons and messages. Pure.</summary>
internal static class NodeStatusBuilder
{
    /// <summary>As the kubelet's default.</summary>
    public const int MaxPods = 110;

    /// <param name="last">What was reported before: a condition that stays as it is keeps its times, so that an idle node reports nothing.</param>
    /// <param name="now">For conditions that change.</param>
    public static Node Build(string name, MachineFacts machine, NodeReservations reservations, NodeHealth health, string version, Node? last, DateTimeOffset now) => new()
    {
        Metadata = new ObjectMeta { Name = name, Labels = Labels(name, machine) },
        Status = new NodeStatus
        {
            Capacity = Resources(machine, health.Devices, device => device.Capacity),
            Allocatable = reservations.Allocatable(Resources(machine, health.Devices, device => device.Allocatable)),
            Conditions = Conditions(health).Select(condition => Timed(condition, last, now)).ToList(),
            Addresses = Addresses(name, health),
            NodeInfo = Info(machine, health, version),
            Images = health.Images.Count > 0 ? health.Images : null,
        },
    };

    /// <summary>The address that a Node is reported with.</summary>
    public static string? AddressOf(Node? node) => node?.Status?.Addresses?.FirstOrDefault(address => address.Type == "InternalIP")?.Address;

    /// <summary>The labels that a node gives itself.</summary>
    public static Dictionary<string, string> Labels(string name, MachineFacts machine) => new()
    {
        ["kubernetes.io/hostname"] = name,
        ["kubernetes.io/os"] = "linux",
        ["kubernetes.io/arch"] = machine.Architecture,
        ["beta.kubernetes.io/os"] = "linux",
        ["beta.kubernetes.io/arch"] = machine.Architecture,
    };

    /// <summary>All that the node has.</summary>
    public static Dictionary<string, Quantity> Resources(MachineFacts machine, IReadOnlyList<DeviceCount> devices, Func<DeviceCount, int> count)
    {
        var resources = new Dictionary<string, Quantity>
        {
            ["cpu"] = Quantity.FromUnits(machine.Processors),
            ["ephemeral-storage"] = Quantity.FromBytes(machine.DiskBytes),
            ["memory"] = Quantity.FromBytes(machine.MemoryBytes),
            ["pods"] = Quantity.FromUnits(MaxPods),
        };
        foreach (var device in devices)
        {
            resources[device.Resource] = Quantity.FromUnits(count(device));
        }

        return resources;
    }

    private static IEnumerable<NodeCondition> Conditions(NodeHealth health) =>
    [
        .. health.Pressure,
        Condition("ClockUnsynchronized", health.Clock.IsWrong, health.Clock.Reason, health.Clock.Message),
        health.TrustProblem is { } problem
            ? Condition("TrustLost", true, "NotTrusted", problem)
            : Condition("TrustLost", false, "Trusted", "controller and node trust each other"),
        (health.RuntimeError ?? health.NetworkError) is { } error
            ? Condition("Ready", false, "KubeletNotReady", error)
            : Condition("Ready", true, "KubeletReady", "kubelet is posting ready status"),
        .. health.Others,
    ];

    private static NodeCondition Condition(string type, bool status, string reason, string message) =>
        new() { Type = type, Status = status ? "True" : "False", Reason = reason, Message = message };

    private static NodeCondition Timed(NodeCondition condition, Node? last, DateTimeOffset now)
    {
        var before = last?.Status?.Conditions?.FirstOrDefault(c => c.Type == condition.Type);
        if (before is not null && before with { LastHeartbeatTime = null, LastTransitionTime = null } == condition)
        {
            return before;
        }

        var transition = before?.Status == condition.Status ? before.LastTransitionTime : now;
        return condition with { LastHeartbeatTime = now, LastTransitionTime = transition };
    }

    private static List<NodeAddress> Addresses(string name, NodeHealth health)
    {
        var hostname = new NodeAddress { Type = "Hostname", Address = name };
        return health.Address is null ? [hostname] : [new NodeAddress { Type = "InternalIP", Address = health.Address }, hostname];
    }

    private static NodeSystemInfo Info(MachineFacts machine, NodeHealth health, string version) => new()
    {
        MachineID = machine.MachineId,
        SystemUUID = machine.SystemUuid,
        BootID = machine.BootId,
        KernelVersion = machine.KernelVersion,
        OsImage = machine.OsImage,
        ContainerRuntimeVersion = health.RuntimeVersion,
        KubeletVersion = version,
        OperatingSystem = "linux",
        Architecture = machine.Architecture,
    };
}
