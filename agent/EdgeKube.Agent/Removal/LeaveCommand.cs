using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Trust;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Removal;

/// <summary>
/// <c>edgekube-agent leave</c>: writes the mark, upon which the running agent leaves the cluster, and waits for it; when none runs, does it itself.
/// </summary>
internal sealed class LeaveCommand(
    AgentOptions options, string version, TimeProvider time, ILoggerFactory loggers, TextWriter output, TextWriter errors)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private bool HasLeft => RemovalMark.Find(options.DataDir) is { State: RemovalState.Left };

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (HasLeft || !IsNode())
        {
            errors.WriteLine("error: this device is no node of a cluster; there is nothing to leave");
            return 1;
        }

        output.WriteLine("Stopping the pods, then removing the replica and keys ...");
        await LeaveAsync("edgekube-agent leave was run", cancellationToken);
        output.WriteLine("This device left its cluster: no pod, replica or key of it is left here. Its Node stays with the controller until edgectl delete node is run there.");
        return 0;
    }

    /// <summary>Returns when no pod, replica or key of a cluster is left here.</summary>
    /// <param name="reason">For the mark, if there is none yet. One line.</param>
    public async Task LeaveAsync(string reason, CancellationToken cancellationToken)
    {
        var mark = RemovalMark.Find(options.DataDir);
        if (mark is null)
        {
            mark = new RemovalMark(RemovalState.Leaving, reason);
            Directory.CreateDirectory(options.DataDir);
            mark.Save(options.DataDir);
        }

        using var timer = new PeriodicTimer(Poll, time);
        while (!HasLeft)
        {
            // Looked at again and again: the running agent may end meanwhile, and somebody must finish this.
            using var instance = InstanceLock.Find(options.RunDir);
            if (instance is not null)
            {
                await AgentLife.LeaveAsync(options, mark, version, time, loggers, cancellationToken);
            }
            else
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    // A replica without an identity is a node's too: one with a plain link, or one whose keys were lost.
    private bool IsNode() =>
        Directory.Exists(new IdentityStore(options.DataDir).Directory) || File.Exists(Path.Combine(options.DataDir, "view.0")) || File.Exists(Path.Combine(options.DataDir, "view.1"));
}
