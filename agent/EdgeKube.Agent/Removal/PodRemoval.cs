using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Removal;

/// <summary>Ends every pod that was made here, each with its own grace, until the runtime holds nothing of this node.</summary>
/// <param name="pods">Started already, or soon.</param>
internal sealed class PodRemoval(string nodeName, PodManager pods, IContainerRuntime runtime, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _ours = new() { [PodLabels.Node] = nodeName };

    /// <summary>Returns the number of pods that there were. Waits for a runtime that is down, because it would start them again.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // The view counts as known and names nothing: what runs here is not wanted.
        pods.SetDesired(new Dictionary<PodKey, DesiredPod>(), viewIsValid: true);
        var seen = new HashSet<string>();
        var told = "";
        while (true)
        {
            try
            {
                if (!await FindAsync(seen, cancellationToken))
                {
                    return seen.Count;
                }
            }
            catch (RuntimeException e) when (!cancellationToken.IsCancellationRequested)
            {
                if (e.Message != told)
                {
                    told = e.Message;
                    RemovalLog.NotYet(logger, nodeName, e.Message);
                }
            }

            await Task.Delay(LookAgain, time, cancellationToken);
        }
    }

    private async Task<bool> FindAsync(HashSet<string> seen, CancellationToken cancellationToken)
    {
        var sandboxes = await runtime.ListPodSandboxesAsync(_ours, cancellationToken);
        var containers = await runtime.ListContainersAsync(_ours, cancellationToken);
        seen.UnionWith(sandboxes.Select(sandbox => sandbox.Uid));
        return sandboxes.Count > 0 || containers.Count > 0;
    }
}
