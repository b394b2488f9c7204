using EdgeKube.Link;

namespace EdgeKube.Simulation;

/// <summary>What both shells do alike: step, keep one timer, drop what belongs to a link that is gone.</summary>
internal sealed class Shell(World world, Func<LinkEvent, LinkTime, IReadOnlyList<LinkEffect>> step, Action<LinkEffect> carry)
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

        foreach (var effect in step(linkEvent, world.Time))
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
        if (at is { } time)
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
