using EdgeKube.Link.Frames;

namespace EdgeKube.Link;

/// <summary>
/// The controller's end of the link to a node that was removed: whatever the node says, it is told to leave, until it has. No view, no report,
/// no stream. Pure.
/// </summary>
/// <param name="nodeName">The authenticated name.</param>
/// <param name="detail">Told to the node, for its log.</param>
/// <param name="options">For the limits of what is read.</param>
public sealed class RemovedNodeLink(string nodeName, string detail, LinkOptions? options = null)
{
    private readonly LinkLimits _limits = (options ?? LinkOptions.Default).Limits;
    private bool _hasLeft;

    /// <summary>Advances the link by one event. Only <see cref="LinkEvent.Received"/> has effects.</summary>
    public IReadOnlyList<LinkEffect> Step(LinkEvent linkEvent)
    {
        try
        {
            return linkEvent is LinkEvent.Received received ? Answer(LinkInbox.Decode(received, _limits)) : [];
        }
        catch (LinkProtocolException e)
        {
            return [new LinkEffect.Rejected(e.Message)];
        }
    }

    private IReadOnlyList<LinkEffect> Answer(Envelope envelope)
    {
        switch (envelope)
        {
            case { Frame: Frame.Goodbye { Reason: GoodbyeReason.Left } goodbye }:
                if (_hasLeft)
                {
                    return [];
                }

                _hasLeft = true;
                return [new LinkEffect.Left(goodbye.Detail)];
            case { Session: 0 } or { Frame: Frame.Goodbye }:
                return [];
            case { Frame: Frame.Hello hello } when hello.NodeName != nodeName:
                return [Goodbye(envelope.Session, GoodbyeReason.WrongNode, $"this connection belongs to node \"{nodeName}\"")];
            default:
                // A hello, or a frame of the session in which the node was removed.
                return [Goodbye(envelope.Session, GoodbyeReason.Removed, detail)];
        }
    }

    private static LinkEffect.Send Goodbye(ulong session, GoodbyeReason reason, string text) =>
        new(LinkChannel.Control, FrameCodec.Encode(new(session, new Frame.Goodbye(reason, text))));
}
