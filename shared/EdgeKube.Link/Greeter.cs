using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link;

/// <summary>The node's hello: said when a session begins, and again, ever more slowly, until it is answered.</summary>
internal sealed class Greeter(NodeIdentity identity, LinkOptions options, LinkOutbox outbox, SetReplica view, SetOwner report)
{
    private readonly RetryTimer _retry = new(options.Timings);
    private long _saidAt;

    /// <summary>When <see cref="Tick"/> is wanted.</summary>
    public long? WakeAt => _retry.At;

    public void Begin(long now)
    {
        _retry.Reset();
        Say(now);
        _retry.Arm(now);
    }

    public void End() => _retry.Reset();

    /// <summary>It was answered, with a no: asked again, but later.</summary>
    public void Back(long now) => _retry.Back(now);

    /// <summary>Long enough ago that whoever asks for it cannot mean the last one.</summary>
    public bool MayBeginAgain(long now) => now - _saidAt >= (long)options.Timings.HelloInterval.TotalMilliseconds;

    public void Tick(long now)
    {
        if (_retry.IsDue(now))
        {
            Say(now);
            _retry.Back(now);
        }
    }

    private void Say(long now)
    {
        _saidAt = now;
        outbox.Send(new Frame.Hello(
            options.ProtocolMin,
            options.ProtocolMax,
            options.Features,
            identity.Name,
            options.Version,
            identity.BootId,
            view.Version,
            view.Digest,
            report.Digest));
    }
}
