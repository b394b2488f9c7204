namespace EdgeKube.Controller.Tests.Security;

/// <summary>The real clock, set wrong: its timers and timestamps are the machine's.</summary>
internal sealed class SettableClock : TimeProvider
{
    private TimeSpan _off;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _off;

    public void Set(DateTimeOffset now) => _off = now - System.GetUtcNow();
}
