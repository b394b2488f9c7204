namespace EdgeKube.Agent.Pods;

/// <summary>
/// What the node itself wants of one pod: containers that somebody before it wants to be ended and started again, and the pod's eviction. May be used
/// from any thread.
/// </summary>
internal sealed class NodeOrders
{
    private readonly HashSet<string> _restarts = [];
    private volatile string? _eviction;

    /// <summary>Asks for those of these names that run now; false when none does.</summary>
    public bool Restart(ObservedPod observed, IReadOnlyCollection<string> names)
    {
        var running = observed.Containers.Where(container => container.Phase == ContainerPhase.Running && names.Contains(container.Name)).Select(container => container.Id).ToList();
        lock (_restarts)
        {
            _restarts.UnionWith(running);
        }

        return running.Count > 0;
    }

    /// <summary>Ends the pod for good, and says why.</summary>
    public void Evict(string message) => _eviction = message;

    /// <summary>Adds what is asked for now. A container counts for as long as the runtime knows it: its successor is another one.</summary>
    public ObservedPod AddTo(ObservedPod observed)
    {
        lock (_restarts)
        {
            _restarts.IntersectWith(observed.Containers.Select(container => container.Id));
            return observed with { Restarts = _restarts.Count == 0 ? ObservedPod.NoRestarts : new HashSet<string>(_restarts), Eviction = _eviction };
        }
    }
}
