namespace EdgeKube.Agent.Pods;

/// <summary>Notices that the runtime answered, and yet all is as before: asking at full speed would not change its mind.</summary>
internal sealed class RepeatGuard
{
    private IReadOnlyList<PodAction> _last = [];

    /// <summary>Whether the plan is the one before it. (A start that failed has said so, and is tried again to learn how long it has to wait.)</summary>
    public bool IsRepeating(PodPlan plan)
    {
        var repeats = plan.Actions.SequenceEqual(_last) && !plan.Actions.Any(action => action is PodAction.StartContainer);
        _last = repeats ? [] : plan.Actions;
        return repeats;
    }

    public void Reset() => _last = [];
}
