using EdgeKube.Link;

namespace EdgeKube.Simulation;

/// <summary>A machine's clock, which may jump; its uptime, which does not.</summary>
internal sealed class Clock(World world)
{
    private static readonly DateTimeOffset Epoch = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private TimeSpan _skew;

    public LinkTime Link => new(world.Now, Wall);

    public DateTimeOffset Wall => Epoch.AddMilliseconds(world.Now) + _skew;

    public TimeSpan Uptime => TimeSpan.FromMilliseconds(world.Now);

    public void Jump() => _skew = world.OneOf(TimeSpan.Zero, TimeSpan.FromDays(-20_000), TimeSpan.FromDays(26_000), TimeSpan.FromHours(world.Random.Next(-30, 30)));
}
