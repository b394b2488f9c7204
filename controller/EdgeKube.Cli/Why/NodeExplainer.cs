using EdgeKube.Api;

namespace EdgeKube.Cli.Why;

/// <summary>Why a node is as it is. Pure.</summary>
internal static class NodeExplainer
{
    private const string Conflict = "edgekube.io/ViewConflict";

    /// <param name="events">What happened to the node.</param>
    public static Explanation Explain(Node node, IReadOnlyList<Event> events)
    {
        var conditions = node.Status?.Conditions ?? [];
        var ready = conditions.FirstOrDefault(condition => condition.Type == "Ready");
        List<string> chain = [.. conditions.Where(IsTrouble).Select(condition => $"{condition.Type} is {condition.Status}: {condition.Message ?? condition.Reason}")];
        if (node.Spec?.Unschedulable is true)
        {
            chain.Add("it is cordoned: no new pod is placed on it");
        }

        chain.AddRange((node.Spec?.Taints ?? []).Select(taint => $"it has the taint {taint.Key}{(taint.Value is { Length: > 0 } value ? $"={value}" : "")}:{taint.Effect}"));
        var damaged = ImageExplainer.Find(events, null);
        chain.AddRange(damaged.Select(image => image.Cause));
        var next = damaged is [var image, ..] && ready?.Status == "True" ? image.Next : Next(node, conditions, ready, chain.Count > 0);
        return new Explanation($"node/{node.Name} {State(ready)}", chain, next);
    }

    private static string State(NodeCondition? ready) => ready?.Status switch
    {
        "True" => "is ready",
        "Unknown" => "is not heard of: its pods run on out there, as far as anybody knows",
        "False" => "is there, but not ready",
        _ => "has never been there: its agent has not reported yet",
    };

    private static string Next(Node node, IReadOnlyList<NodeCondition> conditions, NodeCondition? ready, bool hasTrouble)
    {
        if (conditions.Any(condition => condition is { Type: Conflict, Status: "True" }))
        {
            return $"decide whose view counts, and if it is the controller's: edgectl node resolve {node.Name}";
        }

        return ready?.Status switch
        {
            "True" when !hasTrouble => "nothing to do",
            "True" when conditions.FirstOrDefault(condition => condition.Status == "True" && Advice(condition.Type) is not null) is { } found => Advice(found.Type)!,
            "True" => $"see the conditions and events: edgectl describe node {node.Name}",
            "False" => $"mend what the condition names; the agent's log on the device says more: journalctl -u edgekube-agent (on {node.Name})",
            _ => $"check power and network of {node.Name}; it comes back by itself when it reaches the controller",
        };
    }

    private static string? Advice(string condition) => condition switch
    {
        "MemoryPressure" => "see who uses most (edgectl top pod -A), and end or move it, or give the device more memory; the condition goes by itself some minutes after",
        "DiskPressure" => "free space or inodes on the device's disk, or end the pod that fills it; the condition goes by itself some minutes after",
        "PIDPressure" => "end the pod that starts so many processes, or bound it (podPidsLimit in agent.yaml); the condition goes by itself some minutes after",
        "ReadonlyFilesystem" => "what runs goes on, but look at the disk before the next boot: the kernel's log on the device (journalctl -k) says what failed",
        _ => null,
    };

    // Ready is trouble when it is not True, every other condition when it is not False.
    private static bool IsTrouble(NodeCondition condition) =>
        condition.Type == "Ready" ? condition.Status != "True" : condition.Status is "True" or "Unknown";
}
