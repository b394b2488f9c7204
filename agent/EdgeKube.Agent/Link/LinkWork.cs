using EdgeKube.Link;

namespace EdgeKube.Agent.Link;

/// <summary>One event in the link's mailbox, made when its turn comes, and who waits for it.</summary>
internal sealed record LinkWork(Func<LinkEvent> Event)
{
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
