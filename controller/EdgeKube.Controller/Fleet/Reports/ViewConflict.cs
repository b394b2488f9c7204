using EdgeKube.Api;
using EdgeKube.Link.Sync;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>How a conflict of views is told: a condition of the Node and an Event. Pure.</summary>
internal static class ViewConflict
{
    public const string ConditionType = "edgekube.io/ViewConflict";
    public const string Reason = "ViewConflict";

    public static string Describe(string node, ViewVersion held, ViewVersion offered)
    {
        var cause = held.Epoch == offered.Epoch
            ? $"its state is at revision {held.Revision}, the controller's only at {offered.Revision}: an older backup was restored"
            : "its state comes from another cluster store: the controller was set up anew, or the node belongs to another cluster";
        return $"node \"{node}\" does not take this controller's view: {cause}; its pods run on unchanged until a person accepts the view on the node";
    }

    /// <summary>Of a conflict that a former controller found: this one has not heard of the node yet what it holds now.</summary>
    public static string DescribeOpen(string node) =>
        $"node \"{node}\" did not take this controller's view when it was last heard of; its pods run on unchanged while it is asked again";

    /// <summary>The conditions with the conflict told, or without when there is none.</summary>
    public static IReadOnlyList<NodeCondition>? Merge(IReadOnlyList<NodeCondition>? conditions, string? conflict, DateTimeOffset now)
    {
        var known = conditions?.FirstOrDefault(condition => condition.Type == ConditionType);
        if (known is null && conflict is null)
        {
            return conditions;
        }

        NodeCondition[] others = [.. (conditions ?? []).Where(condition => condition.Type != ConditionType)];
        return conflict is null
            ? others.Length == 0 ? null : others
            : [.. others, new() { Type = ConditionType, Status = "True", Reason = Reason, Message = conflict, LastTransitionTime = known?.LastTransitionTime ?? now }];
    }

    public static Event BuildEvent(Node node, string message, DateTimeOffset now) => new()
    {
        Metadata = new() { Namespace = "default", Name = $"{node.Name}.{now.ToUnixTimeMilliseconds():x}" },
        InvolvedObject = new() { Kind = "Node", ApiVersion = "v1", Name = node.Name, Uid = node.Uid },
        Type = "Warning",
        Reason = Reason,
        Message = message,
        Count = 1,
        FirstTimestamp = now,
        LastTimestamp = now,
        Source = new() { Component = "edgekube-fleet" },
        ReportingComponent = "edgekube-fleet",
    };
}
