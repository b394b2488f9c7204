using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>What is to become of one pod.</summary>
/// <param name="Pod">Null: nothing is known but what the runtime holds, so it can only be ended.</param>
/// <param name="KnownStatus">What was last reported.</param>
/// <param name="Ending">The pod is to end and leave nothing behind.</param>
/// <param name="Grace">Time its containers have to end; null: what each container was made with.</param>
internal sealed record PodGoal(Pod? Pod, PodStatus? KnownStatus, bool Ending, TimeSpan? Grace)
{
    public bool IsTerminal => KnownStatus?.Phase is "Succeeded" or "Failed";
}
