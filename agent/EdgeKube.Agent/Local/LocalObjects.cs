using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Local;

/// <summary>Puts together what the agent's parts know.</summary>
/// <param name="isLinked">A controller is connected now.</param>
internal sealed class LocalObjects(AgentParts parts, Func<bool> isLinked) : ILocalObjects
{
    /// <summary>Told here only: to the controller it would be no news.</summary>
    public const string LinkDown = "edgekube.io/LinkDown";

    public string NodeName => parts.Options.NodeName;

    public IReadOnlyList<Pod> Pods()
    {
        var reports = new Dictionary<string, PodStatus>(StringComparer.Ordinal);
        foreach (var report in parts.Pods.GetReports())
        {
            reports[report.Uid] = report.Status;
        }

        return [.. parts.Wanted.Pods().Select(pod => pod with { Status = reports.GetValueOrDefault(pod.Uid) ?? parts.Memory.Find(pod) ?? pod.Status })];
    }

    public Node Node()
    {
        var wanted = parts.View.FindNode(NodeName) ?? new Node { Metadata = new ObjectMeta { Name = NodeName } };
        var seen = parts.Monitor.Last;
        var status = seen?.Status ?? wanted.Status ?? new NodeStatus();
        return wanted with
        {
            Metadata = wanted.Metadata with { Labels = wanted.Metadata.Labels ?? seen?.Metadata.Labels },
            Status = status with { Conditions = [.. status.Conditions ?? [], Link()] },
        };
    }

    public IReadOnlyList<Event> Events() => parts.Events.Latest();

    private NodeCondition Link()
    {
        var isDown = !isLinked();
        return new NodeCondition
        {
            Type = LinkDown,
            Status = isDown ? "True" : "False",
            Reason = isDown ? "NoController" : "Connected",
            Message = isDown ? "no controller is connected; the node goes on with what it was told last" : "a controller is connected",
        };
    }
}
