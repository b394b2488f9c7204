using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Removal;

/// <summary>Waits for the mark to come (<c>edgekube-agent leave</c> wrote it) or to go (<c>join</c> took it away). Looks now and then: it is one stat.</summary>
internal static class RemovalWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    public static async Task UntilLeavingAsync(string dataDir, TimeProvider time, CancellationToken cancellationToken)
    {
        while (RemovalMark.Find(dataDir) is null)
        {
            await Task.Delay(Period, time, cancellationToken);
        }
    }

    /// <summary>The idle life of a node that has left.</summary>
    public static async Task UntilRejoinedAsync(string dataDir, RemovalMark mark, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        RemovalLog.Idle(logger, mark.Detail, Path.Combine(dataDir, RemovalMark.FileName));
        while (RemovalMark.Find(dataDir) is { State: RemovalState.Left })
        {
            await Task.Delay(Period, time, cancellationToken);
        }

        RemovalLog.Rejoined(logger);
    }
}
