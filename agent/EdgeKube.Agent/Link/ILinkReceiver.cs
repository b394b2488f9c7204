using EdgeKube.Link;

namespace EdgeKube.Agent.Link;

/// <summary>Who takes what comes over the link.</summary>
internal interface ILinkReceiver
{
    /// <summary>Makes a change of the view durable, then acts on it.</summary>
    /// <exception cref="IOException">It could not be made durable; nothing of it was taken.</exception>
    ValueTask ApplyAsync(LinkEffect.Apply apply, CancellationToken cancellationToken);

    /// <summary>The controller says that this node was removed from the cluster. May come again. Must not block.</summary>
    /// <exception cref="IOException">It could not be noted; the next session brings it again.</exception>
    void OnRemoved(string detail);

    /// <summary>Something about a stream. Must not block: the link's own loop calls it.</summary>
    void OnStream(LinkEffect effect);
}
