using EdgeKube.Link.Streams;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link;

/// <summary>What a shell tells a link. One link is stepped by one caller at a time.</summary>
public abstract record LinkEvent
{
    private LinkEvent()
    {
    }

    /// <summary>The node's connection stands and its subscriptions are acknowledged. The controller's end needs no such event: it waits for hello.</summary>
    /// <param name="Nonce">Random and new for every connection; tells this session's frames from any older one's.</param>
    public sealed record Connected(ulong Nonce) : LinkEvent;

    /// <summary>The connection is gone (either end; at the controller: the MQTT session or the will says so).</summary>
    public sealed record Disconnected : LinkEvent;

    /// <summary>A message arrived. The bytes are copied where they are kept, so the buffer may be reused after the step.</summary>
    public sealed record Received(LinkChannel Channel, ReadOnlyMemory<byte> Payload) : LinkEvent;

    /// <summary>The set this end owns changed (controller: view, node: report). Unchanged contents cost nothing.</summary>
    /// <param name="Changes">What changed; the newest content of a key wins.</param>
    /// <param name="Revision">Controller: the store's revision that these changes bring the view to. Node: leave 0.</param>
    public sealed record Changed(IReadOnlyList<SetChange> Changes, long Revision = 0) : LinkEvent;

    /// <summary>What <see cref="LinkEffect.Apply"/> asked for is durable (node: fsynced) and may be acted on and acknowledged.</summary>
    public sealed record Applied(long Token) : LinkEvent;

    /// <summary>What <see cref="LinkEffect.Apply"/> asked for could not be kept; nothing of it was. It will be sent again.</summary>
    public sealed record ApplyFailed(long Token) : LinkEvent;

    /// <summary>The time asked for by <see cref="LinkEffect.Wake"/> has come. Too early or too often does no harm.</summary>
    public sealed record Tick : LinkEvent;

    /// <summary>This end stops in good order: the other one is told.</summary>
    public sealed record Leaving : LinkEvent;

    /// <summary>Node: its pods are stopped, its replica and keys are wiped. Told to the controller that gave <see cref="LinkEffect.Removed"/>.</summary>
    /// <param name="Detail">For people; ends up in an event.</param>
    public sealed record Left(string Detail) : LinkEvent;

    /// <summary>
    /// A person said that the controller's view is to be taken although it is older or of another store. At the controller: the node is told, while
    /// it is there, is in conflict and understands it (<see cref="ControllerLink.CanAccept"/>).
    /// </summary>
    public sealed record AcceptForeignView : LinkEvent;

    /// <summary>Opens a stream towards the other end.</summary>
    /// <param name="Stream">Take it from <c>NextStreamId</c> of the link.</param>
    /// <param name="Kind">See <see cref="StreamKinds"/>.</param>
    /// <param name="Arguments">What the other end needs; capped by <see cref="LinkLimits"/>.</param>
    public sealed record StreamOpen(uint Stream, string Kind, IReadOnlyDictionary<string, string> Arguments) : LinkEvent;

    /// <summary>Bytes to send; never more than the credit last told by <see cref="LinkEffect.StreamCredit"/>. Ignored when the stream is gone.</summary>
    public sealed record StreamWrite(uint Stream, ReadOnlyMemory<byte> Bytes) : LinkEvent;

    /// <summary>So many received bytes were passed on; the other end may send as many again.</summary>
    public sealed record StreamConsumed(uint Stream, int Bytes) : LinkEvent;

    /// <summary>This end has sent all it will send, or cannot go on.</summary>
    public sealed record StreamClose(uint Stream, StreamEnd End) : LinkEvent;

    /// <summary>This end no longer wants the stream.</summary>
    public sealed record StreamCancel(uint Stream) : LinkEvent;
}
