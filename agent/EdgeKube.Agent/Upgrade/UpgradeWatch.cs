using EdgeKube.Agent.Report;

namespace EdgeKube.Agent.Upgrade;

/// <summary>While an order is under way: proves this agent when it is what was to be proven, and tells how the order ended.</summary>
/// <param name="isWell">The link is up and all pods were found again.</param>
internal sealed class UpgradeWatch(UpgradeDirectory directory, string bootId, Func<bool> isWell, Action<NodeEvent> tell, TimeProvider time)
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    /// <summary>Runs until cancelled. One stat at a time, as long as nothing is ordered.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var isProven = false;
        var wasUnderWay = false;
        while (true)
        {
            var isUnderWay = directory.HasOrder;
            if (isUnderWay && !isProven && isWell())
            {
                directory.Prove(bootId);
                isProven = true;
            }

            if (wasUnderWay && !isUnderWay && directory.FindOutcome() is { } outcome)
            {
                tell(UpgradeReport.Event(outcome, time.GetUtcNow()));
            }

            wasUnderWay = isUnderWay;
            await Task.Delay(isUnderWay ? Busy : Idle, time, cancellationToken);
        }
    }
}
