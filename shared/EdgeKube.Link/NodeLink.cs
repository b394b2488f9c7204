using EdgeKube.Link.Sync;

namespace EdgeKube.Link;

/// <summary>The node's end of the link: owns the report, replicates the view. Pure: effects out, no file, socket or clock.</summary>
public sealed class NodeLink(NodeIdentity identity, ReplicaState view, LinkOptions? options = null)
{
    private readonly NodeIdentity _identity = identity;
    private readonly ReplicaState _view = view;
    private readonly LinkOptions _options = options ?? LinkOptions.Default;

    /// <summary>Advances the link by one event.</summary>
    public IReadOnlyList<LinkEffect> Step(LinkEvent linkEvent, LinkTime now) =>
        throw new NotImplementedException($"{linkEvent} {now} {_identity} {_view} {_options}");
}
