using EdgeKube.Link;

namespace EdgeKube.Simulation;

/// <summary>What both shells do alike: step, keep one timer, drop what belongs to a process that is gone.</summary>
internal sealed class Shell(World world, Clock clock, Func<LinkEvent, LinkTime, IReadOnlyList<LinkEffect>> step, Action<LinkEffect> carry, bool isDeaf = false)
{
    private int _timer;

    public bool IsDead { get; private set; }

    public void Kill() => IsDead = true;

    public void Step(LinkEvent linkEvent)
    {
        if (IsDead)
        {
            return;
        }

        foreach (var effect in step(linkEvent, clock.Link))
        {
            if (effect is LinkEffect.Wake wake)
            {
                Arm(wake.AtMilliseconds);
            }
            else if (!IsDead)
            {
                carry(effect);
            }
        }
    }

    private void Arm(long? at)
    {
        var timer = ++_timer;
        if (at is { } time && !isDeaf)
        {
            world.After(Math.Max(0, time - world.Now), () =>
            {
                if (timer == _timer)
                {
                    Step(new LinkEvent.Tick());
                }
            });
        }
    }
}
