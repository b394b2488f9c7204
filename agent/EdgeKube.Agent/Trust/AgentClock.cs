using EdgeKube.Agent.Nodes;
using EdgeKube.Hosting;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>What time it is, as far as this node can tell: its clock, held against what is proven.</summary>
/// <param name="isSynchronized">What the kernel says of the clock, see <see cref="KernelClock"/>.</param>
internal sealed class AgentClock(TimeProvider time, Func<bool> isSynchronized, TimeFloor floor)
{
    // What the controller, over TLS, has told in this boot; it goes on with the monotonic clock.
    private volatile ProvenTime? _told;
    private readonly ToldTime? _memory;

    // When the controller's certificate ends.
    private long _latestTicks;

    public TimeFloor Floor => floor;

    /// <summary>Where it is kept for the next run.</summary>
    public ToldTime? Memory
    {
        init
        {
            _memory = value;
            _told = value?.Find();
        }
    }

    public TimeReading Read() => TrustedTime.Read(time.GetUtcNow(), floor.Value, !Judge().IsWrong);

    public ClockState Judge() => ClockState.Judge(time.GetUtcNow(), floor.Value, isSynchronized(), _told?.Value);

    /// <summary>A genuine certificate of the controller: it is not earlier than its first day.</summary>
    public void Saw(CertificateContent server)
    {
        Volatile.Write(ref _latestTicks, server.NotAfter.UtcTicks);
        floor.Raise(server.NotBefore);
    }

    /// <summary>
    /// The controller told its time over TLS. It renews its certificate long before that ends; a time after that end is not believed, because a
    /// floor that has risen too far never comes down again.
    /// </summary>
    public void Told(DateTimeOffset controllerTime)
    {
        if (controllerTime > TrustedTime.Beginning && controllerTime.UtcTicks <= Volatile.Read(ref _latestTicks))
        {
            floor.Raise(controllerTime);
            _told = new ProvenTime(controllerTime, time);
            _memory?.Keep(controllerTime);
        }
    }

    /// <summary>An orderly stop: whatever is known is written down. A clock that nobody vouches for is not known.</summary>
    public void Stop()
    {
        if (Read() is { IsTrusted: true } reading)
        {
            floor.Raise(reading.Now);
        }

        floor.Save();
    }
}
