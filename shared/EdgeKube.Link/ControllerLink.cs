using EdgeKube.Link.Sync;

namespace EdgeKube.Link;

/// <summary>
/// The controller's end of the link to one node: owns the view, replicates the report. Pure: effects out, no file, socket or clock.
/// </summary>
/// <param name="nodeName">The authenticated name.</param>
/// <param name="version">The store's identity and its revision now.</param>
/// <param name="view">The node's whole view at that revision: a link made with less would tell the node to delete the rest.</param>
/// <param name="options">What this end can do.</param>
public sealed class ControllerLink(string nodeName, ViewVersion version, IEnumerable<SetChange> view, LinkOptions? options = null)
{
    private readonly LinkOptions _options = options ?? LinkOptions.Default;

    /// <summary>The id to use for the next stream.</summary>
    public uint NextStreamId { get; private set; } = 1;

    /// <summary>Advances the link by one event.</summary>
    public IReadOnlyList<LinkEffect> Step(LinkEvent linkEvent, LinkTime now) =>
        throw new NotImplementedException($"{linkEvent} {now} {nodeName} {version} {view} {_options}");
}
