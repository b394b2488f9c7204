using EdgeKube.Agent.Nodes;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>What time it is, as far as this node can tell: its clock, held against what is proven.</summary>
internal sealed class AgentClock(TimeProvider time, IKernelClock kernel, TimeFloor floor)
{
    // Set once the controller, over TLS, has told the time to this very process.
    private volatile bool _wasTold;

    // When the controller's certificate ends.
    private long _latestTicks;

    public TimeFloor Floor => floor;

    public TimeReading Read() => TrustedTime.Read(time.GetUtcNow(), floor.Value, kernel.IsSynchronized());

    public ClockState Judge() => ClockState.Judge(time.GetUtcNow(), floor.Value, kernel.IsSynchronized(), _wasTold);

    /// <summary>
    /// The time to hold a server's certificate against. A clock that nothing disciplines may run years ahead, and would end the link for ever
    /// if it could make the controller's certificate expire: the floor decides then.
    /// </summary>
    public DateTimeOffset ForServers() => kernel.IsSynchronized() ? Read().Now : floor.Value;

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
        if (controllerTime.UtcTicks <= Volatile.Read(ref _latestTicks))
        {
            floor.Raise(controllerTime);
            _wasTold = true;
        }
    }

    /// <summary>An orderly stop: whatever is known is written down.</summary>
    public void Stop()
    {
        if (kernel.IsSynchronized() && Read() is { IsTrusted: true } reading)
        {
            floor.Raise(reading.Now);
        }

        floor.Save();
    }
}
