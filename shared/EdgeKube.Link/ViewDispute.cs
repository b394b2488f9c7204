using EdgeKube.Link.Sync;

namespace EdgeKube.Link;

/// <summary>
/// What the controller remembers of a node that does not take its view. A view of another store is told from the names alone, every time. A copy of this
/// store that was put back is not: it goes on counting, and some time later counts beyond what the node holds. So everything above the revision
/// at which the two met stays in doubt, whichever of it the node names (a change may still have been on its way to its disk), and whatever a hello says,
/// for that may be a late one: until a person decided and the node acted on it, or an answer to a new question shows that the node holds none of it.
/// </summary>
/// <param name="wasOpen">A former controller left the dispute open; at which revision it began is not known.</param>
internal sealed class ViewDispute(bool wasOpen)
{
    private long? _above = wasOpen ? -1 : null;
    private ViewVersion? _accepted;

    /// <summary>What this session's node holds and may not be followed; null: there is no conflict in this session.</summary>
    public ViewVersion? Held { get; private set; }

    /// <summary>There is a conflict, or nothing yet shows that it is over.</summary>
    public bool IsOpen => Held is not null || _above is not null;

    /// <summary>A person has already decided on what the node holds.</summary>
    public bool IsDecided => Held is not null && Held == _accepted;

    /// <summary>Whether a node that holds this must wait for a person.</summary>
    public bool Concerns(ViewVersion? held, ViewVersion own) => !own.MayFollow(held) || held?.Revision > _above;

    /// <summary>The node holds this, and <paramref name="own"/> may not follow it.</summary>
    public void Begin(ViewVersion held, ViewVersion own)
    {
        Held = held;
        if (held.Epoch == own.Epoch)
        {
            _above = Math.Min(_above ?? own.Revision, own.Revision);
        }
    }

    /// <summary>A session began in which the node names nothing that is in doubt.</summary>
    public void Rest() => Held = null;

    /// <summary>A person said that the node shall take this view.</summary>
    public void Accept() => _accepted = Held;

    /// <summary>The node is proven to hold nothing that is in doubt.</summary>
    public void End() => (Held, _above) = (null, null);
}
