using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Removal;

/// <summary>
/// A node's way out of its cluster, in this order: pods stopped, disk wiped, mark set to left, controller told. Begins anew at any step after a
/// loss of power; being told is the one thing that may fail, because by then nobody can prove to be this node any more.
/// </summary>
internal sealed class Departure(string nodeName, string dataDir, Func<CancellationToken, Task<int>> removePods, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan WipeAgain = TimeSpan.FromSeconds(10);

    /// <summary>For the controller to be found and to acknowledge.</summary>
    public TimeSpan TellLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <param name="mark">Why the node leaves.</param>
    /// <param name="tell">Tells the controller; null when there is none.</param>
    /// <param name="cancellationToken">The agent stops; the next start goes on.</param>
    public async Task RunAsync(RemovalMark mark, Func<string, CancellationToken, Task>? tell, CancellationToken cancellationToken)
    {
        RemovalLog.Leaving(logger, nodeName, mark.Detail);
        var pods = await removePods(cancellationToken);
        await WipeAsync(mark, cancellationToken);
        var detail = $"{pods} {(pods == 1 ? "pod" : "pods")} stopped, replica and keys wiped";
        RemovalLog.Left(logger, nodeName, detail);
        if (tell is not null)
        {
            await TellAsync(tell, detail, cancellationToken);
        }
    }

    private async Task WipeAsync(RemovalMark mark, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                NodeWipe.Run(dataDir);
                (mark with { State = RemovalState.Left }).Save(dataDir);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                RemovalLog.NotYet(logger, nodeName, e.Message);
            }

            await Task.Delay(WipeAgain, time, cancellationToken);
        }
    }

    private async Task TellAsync(Func<string, CancellationToken, Task> tell, string detail, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TellLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await tell(detail, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            RemovalLog.NotTold(logger, nodeName, "it was not reached in time");
        }
        catch (Exception e) when (e is MqttDisconnectedException or MqttReasonException)
        {
            RemovalLog.NotTold(logger, nodeName, e.Message);
        }
    }
}
