using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link;

/// <summary>What the controller says and hears in a conflict of views: tells it once a session, passes a person's word to the node until it acts on it.</summary>
internal sealed class DisputeTalk(ViewDispute dispute, LinkOutbox outbox, LinkTimings timings)
{
    private readonly RetryTimer _retry = new(timings);
    private long _offeredFrom;
    private bool _isTold;

    /// <summary>When <see cref="Tick"/> is wanted.</summary>
    public long? WakeAt => _retry.At;

    /// <summary>A session began, in which this view is offered.</summary>
    public void Welcome(ViewVersion own) => (_offeredFrom, _isTold) = (own.Revision, false);

    public void End() => _retry.Reset();

    /// <summary>Whether the view that the node refuses was offered to it in this session, in the welcome or with a change since.</summary>
    public bool IsOfThisSession(ViewVersion refused, ViewVersion own) =>
        refused.Epoch == own.Epoch && refused.Revision >= _offeredFrom && refused.Revision <= own.Revision;

    /// <summary>The node holds a view that this one may not follow.</summary>
    public void Begin(Frame.Conflict conflict, ViewVersion own, long now)
    {
        dispute.Begin(conflict.Node, own);
        if (dispute.IsDecided || _retry.At is not null)
        {
            // Told before, and lost on the way or with the node's power; or what was on its way to the node's disk got there meanwhile.
            Accept(own, now);
        }
        else if (!_isTold)
        {
            _isTold = true;
            outbox.Emit(new LinkEffect.Conflict(conflict.Node, conflict.Controller));
        }
    }

    /// <summary>A person said that the node shall take this view.</summary>
    public void Accept(ViewVersion own, long now)
    {
        if (dispute.Held is { } held && outbox.Features.Accept)
        {
            dispute.Accept();
            outbox.Send(new Frame.Accept(held, own));
            _retry.Arm(now);
        }
    }

    /// <summary>Time passed.</summary>
    public void Tick(ViewVersion own, long now)
    {
        if (_retry.IsDue(now))
        {
            Accept(own, now);
            _retry.Back(now);
        }
    }

    /// <summary>The node answered what it was asked in this session.</summary>
    public void TakeAnswer()
    {
        if (dispute.IsOpen && dispute.Held is null)
        {
            dispute.End();
            outbox.Emit(new LinkEffect.ConflictEnded());
        }
    }
}
