namespace EdgeKube.Reference.Node;

/// <summary>Scenarios of a real node that are meant to go another way here, each with its reason.</summary>
internal static class NodeDeliberate
{
    private const string NothingActs = "Nothing acts on this kind: it is stored, with a warning";

    private const string Fresh = "Here the conditions of a namespace follow what is left in it; the recorded ones stay behind until its controller tries again";

    private const string LastStatus = "Whether a Deployment that goes has its status written once more, after its ReplicaSet went, is a race of two controllers there";

    private static readonly string[] NotActedOn = ["cronjob", "daemonset", "job", "statefulset"];

    private static readonly Dictionary<string, string> ByScenario = new()
    {
        ["lifecycle/stopsignal-usr1"] = "Here the agent sends the signal itself (Agent.Tests StopSignalTests); the recorded node left that to a runtime that does not know it, and sent SIGTERM",
        ["scheduling/taints-and-cordon"] = "A node that has never reported keeps the taint not-ready, so that it gets no pods (controller NodeTaints); there the taint goes",
        ["workloads/gc-foreground"] = LastStatus,
        ["workloads/gc-orphan"] = LastStatus,
        ["workloads/namespace-deletion"] = Fresh,
        ["workloads/namespace-deletion-slow"] = Fresh,
        ["workloads/deployment-rollback"] = "Its kubectl was recorded while two pods happened to be ending at once, which is a matter of a moment; kubectl's answers themselves are in kubectl/21-rollout",
        ["workloads/replicaset-adopt-release"] = "Which of two pods of one age goes is decided by their uids",
        ["lifecycle/grpc-probe"] = "The recorded image's server for gRPC health is not at hand; Agent.Tests GrpcProbeTests ask a real HTTP/2 server",
    };

    /// <summary>The reason; null when the scenario must agree.</summary>
    public static string? FindReason(string group, string name)
        => group == "workloads" && NotActedOn.Contains(name.Split('-')[0]) ? NothingActs : ByScenario.GetValueOrDefault($"{group}/{name}");

    /// <summary>It adds a node, or takes so much of the one that others would not fit.</summary>
    public static bool IsAlone(Scenario scenario) => scenario.Name is "taints-and-cordon" or "preemption";
}
