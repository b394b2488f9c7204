using System.Runtime.CompilerServices;
using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Replica;
using EdgeKube.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Removal;

/// <summary>
/// What the process is: a node of a cluster, one that leaves it, or one that has left and waits to be joined again. The mark in the data
/// directory says which.
/// </summary>
internal static class AgentLife
{
    /// <summary>Runs until cancelled.</summary>
    /// <param name="log">The agent's own log.</param>
    public static async Task RunAsync(
        AgentOptions options, string version, TimeProvider time, ILoggerFactory loggers, OwnLog log, CancellationToken cancellationToken)
    {
        // Whatever it is; and until the very end, because an orderly stop may take longer than the watchdog's limit.
        using var ended = new CancellationTokenSource();
        var running = new StrongBox<AgentHost?>();
        var alive = ServiceNotifier.KeepAliveAsync(longest => Volatile.Read(ref running.Value)?.IsAlive(longest) is not false, time, ended.Token);
        try
        {
            while (await RunOnceAsync(options, version, time, loggers, log, running, cancellationToken))
            {
                // What it is has changed.
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // An orderly stop.
        }
        finally
        {
            await ended.CancelAsync();
            await alive.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Stops the pods and wipes this node, as <see cref="RemovalMark"/> says; for a running agent the mark alone is enough.</summary>
    public static async Task LeaveAsync(
        AgentOptions options, RemovalMark mark, string version, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = new AgentHost(options, version, time, loggers);
            await host.LeaveAsync(mark, cancellationToken);
        }
        catch (ReplicaDamagedException)
        {
            // It would have been wiped at the end; without it the pods are found all the same.
            NodeWipe.Run(options.DataDir);
            await using var host = new AgentHost(options, version, time, loggers);
            await host.LeaveAsync(mark, cancellationToken);
        }
    }

    private static async Task<bool> RunOnceAsync(
        AgentOptions options, string version, TimeProvider time, ILoggerFactory loggers, OwnLog log, StrongBox<AgentHost?> running, CancellationToken cancellationToken)
    {
        switch (RemovalMark.Find(options.DataDir))
        {
            case { State: RemovalState.Leaving } mark:
                ServiceNotifier.Ready();
                await LeaveAsync(options, mark, version, time, loggers, cancellationToken);
                return true;
            case { } mark:
                ServiceNotifier.Ready();
                await RemovalWatch.UntilRejoinedAsync(options.DataDir, mark, time, loggers.CreateLogger<AgentHost>(), cancellationToken);
                return true;
            default:
                await using (var host = new AgentHost(options, version, time, loggers) { Log = log })
                {
                    Volatile.Write(ref running.Value, host);
                    try
                    {
                        await host.RunAsync(cancellationToken);
                    }
                    finally
                    {
                        Volatile.Write(ref running.Value, null);
                    }
                }

                // The mark has come, or the identity is another.
                return !cancellationToken.IsCancellationRequested;
        }
    }
}
