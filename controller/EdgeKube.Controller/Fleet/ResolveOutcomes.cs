using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link;

namespace EdgeKube.Controller.Fleet;

/// <summary>Whether a node can be told, and how the API says that it cannot. Pure.</summary>
internal static class ResolveOutcomes
{
    public static ResolveOutcome Of(ControllerLink link) =>
        !link.IsActive ? ResolveOutcome.NotConnected
        : link.ConflictsWith is null ? ResolveOutcome.NoConflict
        : link.CanAccept ? ResolveOutcome.Told : ResolveOutcome.NotUnderstood;

    /// <summary>Null when the node is told.</summary>
    public static ApiStatus? FindError(string node, ResolveOutcome outcome) => outcome switch
    {
        ResolveOutcome.Told => null,
        ResolveOutcome.NoConflict => Statuses.Failure(409, "Conflict", $"node \"{node}\": resolve: there is no conflict, the node takes this controller's view"),
        ResolveOutcome.NotUnderstood => Statuses.Failure(
            409, "Conflict", $"node \"{node}\": resolve: its agent is too old to be told; update it, or wipe its replica (/var/lib/edgekube/view.*) and restart it"),
        _ => Statuses.Unavailable($"node \"{node}\": resolve: the node is not connected; repeat when it is"),
    };
}
