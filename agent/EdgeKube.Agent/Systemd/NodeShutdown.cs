using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Pods.Shutdown;
using EdgeKube.Agent.Runtime;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Systemd;

/// <summary>
/// Ends the pods because the machine goes down: the least important first, each with its grace. They stay wanted, and start again after the boot.
/// </summary>
/// <param name="periods">How long the pods of each priority have; none: the machine does not wait for them.</param>
internal sealed class NodeShutdown(IReadOnlyList<ShutdownPeriod> periods, PodManager pods, TimeProvider time, ILogger logger)
{
    // Of what logind gives, some is for the answer to reach it.
    private const double Usable = 0.9;

    /// <summary>What the node says of itself while it shuts down; else null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Runs until cancelled; ends by itself when everything is to begin anew, because a shutdown was called off.</summary>
    /// <param name="changed">Called when <see cref="Problem"/> has changed.</param>
    public Task RunAsync(Action changed, CancellationToken cancellationToken) => periods.Count == 0
        ? Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken)
        : new ShutdownWatch(allowed => EndPodsAsync(allowed, changed), logger).RunAsync(cancellationToken);

    /// <summary>Ends all pods, within what is allowed.</summary>
    public async Task EndPodsAsync(TimeSpan allowed, Action changed)
    {
        Problem = "node is shutting down";
        changed();
        var stops = (await pods.SuspendAsync()).ToDictionary(stop => stop.Pod.Uid);
        foreach (var group in ShutdownPlanner.Plan(Fit(periods, allowed * Usable), stops.Values.Select(stop => stop.Pod)))
        {
            SystemdLog.Ending(logger, group.Pods.Count, group.Period);
            using var over = new CancellationTokenSource(group.Period, time);
            await Task.WhenAll(group.Pods.Select(pod => EndAsync(stops[pod.Uid], pod.Grace, over.Token)));
        }
    }

    /// <summary>The periods, each shortened alike when logind does not wait that long.</summary>
    public static IReadOnlyList<ShutdownPeriod> Fit(IReadOnlyList<ShutdownPeriod> periods, TimeSpan allowed)
    {
        var longest = ShutdownPlanner.Longest(periods);
        return longest <= allowed ? periods : [.. periods.Select(period => period with { Period = period.Period * (allowed / longest) })];
    }

    private async Task EndAsync(PodStop stop, TimeSpan grace, CancellationToken over)
    {
        try
        {
            await stop.RunAsync(grace, over);
        }
        catch (OperationCanceledException)
        {
            SystemdLog.NotEnded(logger, stop.Key, "its time is over");
        }
        catch (RuntimeException e)
        {
            SystemdLog.NotEnded(logger, stop.Key, e.Message);
        }
    }
}
