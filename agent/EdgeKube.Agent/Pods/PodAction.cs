using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>One step towards the goal, with the reason for it.</summary>
internal abstract record PodAction(string Reason)
{
    internal sealed record RunSandbox(uint Attempt, string Reason) : PodAction(Reason);

    internal sealed record StopSandbox(string SandboxId, string Reason) : PodAction(Reason);

    internal sealed record RemoveSandbox(string SandboxId, string Reason) : PodAction(Reason);

    /// <param name="Backoff">The wait to promise for the case that it fails again.</param>
    internal sealed record StartContainer(string SandboxId, string Name, int RestartCount, TimeSpan Backoff, ContainerStateTerminated? LastState, string Reason)
        : PodAction(Reason);

    /// <summary>The container was made already; only its process is missing.</summary>
    internal sealed record ResumeContainer(string ContainerId, string Name, string Reason) : PodAction(Reason);

    /// <summary>Running containers get the limits that the pod now asks for.</summary>
    internal sealed record Resize(string Reason) : PodAction(Reason);

    /// <param name="Message">What to tell in the Killing event; null for no event.</param>
    internal sealed record StopContainer(string ContainerId, string Name, TimeSpan Grace, string? Message, string Reason) : PodAction(Reason)
    {
        /// <summary>It is told to stop when all of lower turns have ended, or when its grace is over.</summary>
        public int Turn { get; init; }
    }

    internal sealed record RemoveContainer(string ContainerId, string LogPath, string Reason) : PodAction(Reason);

    /// <summary>Nothing to do before <paramref name="RetryAt"/> (uptime).</summary>
    internal sealed record Wait(string Name, string Reason, string Message, TimeSpan RetryAt) : PodAction(Reason);

    internal sealed record WaitForNetwork(string Reason) : PodAction(Reason);

    /// <summary>The pod is over, and stays to be looked at: what its volumes hold of the node's disk and memory is given back.</summary>
    internal sealed record ReleaseVolumes(string Reason) : PodAction(Reason);

    /// <summary>The runtime holds nothing of the pod any more: its logs and cgroups go too, and then the pod is removed.</summary>
    internal sealed record CleanUp(string Reason) : PodAction(Reason);
}
