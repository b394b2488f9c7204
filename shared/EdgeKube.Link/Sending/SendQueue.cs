namespace EdgeKube.Link.Sending;

/// <summary>
/// The frames that wait for one connection, by priority. Everything but control frames keeps within <see cref="SendWindow"/>, so a control
/// frame never waits behind more than that. When too much waits, what comes on top is shed, for the link recovers it: a set's owner asks
/// again, a transfer is offered again, a stream ends as broken. Control frames are not shed: a peer that leaves so many unread is lost. Pure.
/// </summary>
public sealed class SendQueue
{
    /// <summary>Control frames under way at once.</summary>
    public const int ControlWindow = 16;

    /// <summary>Other frames under way at once. Both together stay within what an endpoint takes unacknowledged (32).</summary>
    public const int OtherWindow = 12;

    private const int MaxFrames = 4096;
    private const long MaxBytes = 16 << 20;

    private readonly Queue<LinkEffect.Send>[] _waiting = [new(), new(), new(), new()];
    private readonly long[] _bytes = new long[4];
    private readonly SendWindow _window = new();
    private int _controls;
    private int _others;
    private long _otherBytes;

    /// <summary>Nothing waits and nothing is under way.</summary>
    public bool IsIdle => _controls + _others == 0 && Array.TrueForAll(_waiting, queue => queue.Count == 0);

    /// <summary>Frames that were dropped because too much waited.</summary>
    public int Shed { get; private set; }

    /// <summary>False when too many control frames wait: the connection is of no use any more.</summary>
    public bool TryAdd(LinkEffect.Send frame)
    {
        var priority = (int)frame.Priority;
        if (_waiting[priority].Count >= MaxFrames || _bytes[priority] + frame.Payload.Length > MaxBytes)
        {
            Shed++;
            return frame.Priority != LinkPriority.Control;
        }

        _waiting[priority].Enqueue(frame);
        _bytes[priority] += frame.Payload.Length;
        return true;
    }

    /// <summary>
    /// The frame to send now; null while there is none, or no room. It is under way until <see cref="Sent"/>, unless it may be lost: nothing tells of
    /// its arrival, and its sender waits for an answer before it says more.
    /// </summary>
    public LinkEffect.Send? Take()
    {
        if (_waiting[0].TryPeek(out var control) && (control.MayBeLost || _controls < ControlWindow))
        {
            _controls += control.MayBeLost ? 0 : 1;
            return Dequeue(0);
        }

        for (var priority = 1; priority < _waiting.Length; priority++)
        {
            if (_waiting[priority].TryPeek(out var next))
            {
                return HasRoom(next) ? Launch(priority, next) : null;
            }
        }

        return null;
    }

    /// <summary>The frame was acknowledged, after so long.</summary>
    public void Sent(LinkEffect.Send frame, TimeSpan after)
    {
        if (frame.MayBeLost)
        {
            return;
        }

        _window.Acknowledged(frame.Payload.Length, after);
        if (frame.Priority == LinkPriority.Control)
        {
            _controls--;
        }
        else
        {
            _others--;
            _otherBytes -= frame.Payload.Length;
        }
    }

    private bool HasRoom(LinkEffect.Send next) =>
        _others == 0 || (_others < OtherWindow && _otherBytes + next.Payload.Length <= _window.Bytes);

    private LinkEffect.Send Launch(int priority, LinkEffect.Send next)
    {
        if (!next.MayBeLost)
        {
            _others++;
            _otherBytes += next.Payload.Length;
        }

        return Dequeue(priority);
    }

    private LinkEffect.Send Dequeue(int priority)
    {
        var frame = _waiting[priority].Dequeue();
        _bytes[priority] -= frame.Payload.Length;
        return frame;
    }
}
