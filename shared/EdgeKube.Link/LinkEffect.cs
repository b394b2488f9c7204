using EdgeKube.Link.Frames;
using EdgeKube.Link.Streams;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link;

/// <summary>What a link wants done, in this order.</summary>
public abstract record LinkEffect
{
    private LinkEffect()
    {
    }

    /// <summary>
    /// Publish in the order that <see cref="Sending.SendQueue"/> gives, with QoS 0 when it may be lost, else with QoS 1. Dropped silently by the shell
    /// when there is no connection.
    /// </summary>
    public sealed record Send(LinkChannel Channel, ReadOnlyMemory<byte> Payload, LinkPriority Priority = LinkPriority.Control) : LinkEffect
    {
        /// <summary>It is small, has an answer, and is said again when that does not come: an acknowledgement of its own would be paid for nothing.</summary>
        public bool MayBeLost { get; init; }
    }

    /// <summary>
    /// Take these changes of the other end's set: make them durable, then step <see cref="LinkEvent.Applied"/>, then act on them.
    /// No other Apply comes before that. Every upsert differs from what is held, every deleted key is held.
    /// </summary>
    /// <param name="Token">Goes back with Applied or ApplyFailed.</param>
    /// <param name="Upserts">New contents, their hashes already checked.</param>
    /// <param name="Deletes">Keys to remove.</param>
    /// <param name="Version">
    /// Node: to be made durable together with the entries; null while the first view is not whole (nothing may be concluded from what is missing in it)
    /// and for the controller.
    /// </param>
    public sealed record Apply(long Token, IReadOnlyList<SetUpsert> Upserts, IReadOnlyList<string> Deletes, ViewVersion? Version) : LinkEffect;

    /// <summary>Step <see cref="LinkEvent.Tick"/> when the monotonic clock reaches this; replaces any earlier Wake; null: no wake is wanted.</summary>
    public sealed record Wake(long? AtMilliseconds) : LinkEffect;

    /// <summary>Both ends agreed. At the controller: the node is present.</summary>
    public sealed record SessionStarted(LinkPeer Peer) : LinkEffect;

    /// <summary>The session is over; every open stream was ended before this.</summary>
    public sealed record SessionEnded(GoodbyeReason? Reason, string Detail) : LinkEffect;

    /// <summary>The controller's view is older than the node's, or of another store. Neither end changes anything until a person decides.</summary>
    public sealed record Conflict(ViewVersion Node, ViewVersion Controller) : LinkEffect;

    /// <summary>At the controller: the node showed that it holds nothing any more that the conflict was about.</summary>
    public sealed record ConflictEnded : LinkEffect;

    /// <summary>
    /// At the node: it was removed from the cluster. Comes again with every session until <see cref="LinkEvent.Left"/> was told; nothing else is
    /// agreed in such a session.
    /// </summary>
    public sealed record Removed(string Detail) : LinkEffect;

    /// <summary>At the controller: the removed node has stopped its pods and wiped its replica and keys.</summary>
    public sealed record Left(string Detail) : LinkEffect;

    /// <summary>The other end opened a stream.</summary>
    public sealed record StreamOpened(uint Stream, string Kind, IReadOnlyDictionary<string, string> Arguments) : LinkEffect;

    /// <summary>Bytes may be written now: this many in all that are not used yet.</summary>
    public sealed record StreamCredit(uint Stream, long Available) : LinkEffect;

    /// <summary>Bytes in order, none twice. Say <see cref="LinkEvent.StreamConsumed"/> once they are passed on.</summary>
    public sealed record StreamData(uint Stream, ReadOnlyMemory<byte> Bytes) : LinkEffect;

    /// <summary>The other end (or the end of the session, or a fault) ended the stream. Its id is free to be forgotten.</summary>
    public sealed record StreamEnded(uint Stream, StreamEnd End) : LinkEffect;

    /// <summary>A message was dropped because it is malformed or not allowed here. For the log; nothing changed.</summary>
    public sealed record Rejected(string Why) : LinkEffect;
}
