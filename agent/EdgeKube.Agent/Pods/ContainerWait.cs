namespace EdgeKube.Agent.Pods;

/// <summary>Why a step failed the last time, and when it may be tried again (on the scale of the node's uptime).</summary>
/// <param name="Reason">The waiting reason of the container, such as CreateContainerConfigError.</param>
internal sealed record ContainerWait(string Reason, string Message, TimeSpan RetryAt, TimeSpan Delay);
