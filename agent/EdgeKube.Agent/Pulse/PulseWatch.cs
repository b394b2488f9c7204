using EdgeKube.Agent.Link;
using EdgeKube.Agent.Pods;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Pulse;

/// <summary>
/// Asked before systemd's watchdog is told that the agent lives: whether one of the loops that matter is stuck in a mistake of ours. Then nothing is told
/// any more, and the agent is started anew; containers do not notice.
/// </summary>
/// <param name="pods">Their workers: who looks after the pods.</param>
/// <param name="link">The link's loop.</param>
/// <param name="testSwitch">
/// A file in runDir, where only root writes. With the word <c>link</c> or <c>pods</c> in it, that loop hangs from its next step on, and the file goes.
/// </param>
/// <param name="logger">Told once.</param>
internal sealed class PulseWatch(PodManager pods, AgentLink link, string testSwitch, ILogger logger)
{
    private bool _isTold;

    /// <param name="longest">Nothing is at work on its own for so long.</param>
    public bool IsAlive(TimeSpan longest)
    {
        FollowSwitch();
        var stuck = link.Pulse.Busy > longest ? "the link's loop" : pods.FindStuck(longest) is { } pod ? $"the worker of pod \"{pod}\"" : null;
        if (stuck is not null && !_isTold)
        {
            _isTold = true;
            AgentLog.Stuck(logger, stuck, longest.TotalSeconds);
        }

        return stuck is null;
    }

    private void FollowSwitch()
    {
        var loop = FindSwitch();
        if (loop == "link")
        {
            link.Pulse.HangNext();
            link.Wake();
        }
        else if (loop == "pods")
        {
            pods.HangForTest();
        }
    }

    private string? FindSwitch()
    {
        if (!File.Exists(testSwitch))
        {
            return null;
        }

        try
        {
            var loop = File.ReadAllText(testSwitch).Trim();
            File.Delete(testSwitch);
            return loop;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever asks goes on feeding.
            return null;
        }
    }
}
