namespace EdgeKube.Agent.Pods;

/// <summary>Containers of one pod that somebody at the node wants to be ended and started again. May be used from any thread.</summary>
internal sealed class RestartRequests
{
    private readonly HashSet<string> _ids = [];

    /// <summary>Asks for those of these names that run now; false when none does.</summary>
    public bool Add(ObservedPod observed, IReadOnlyCollection<string> names)
    {
        var running = observed.Containers.Where(container => container.Phase == ContainerPhase.Running && names.Contains(container.Name)).Select(container => container.Id).ToList();
        lock (_ids)
        {
            _ids.UnionWith(running);
        }

        return running.Count > 0;
    }

    /// <summary>What is asked for now. A container counts for as long as the runtime knows it: its successor is another one.</summary>
    public IReadOnlySet<string> Of(ObservedPod observed)
    {
        lock (_ids)
        {
            _ids.IntersectWith(observed.Containers.Select(container => container.Id));
            return _ids.Count == 0 ? ObservedPod.NoRestarts : new HashSet<string>(_ids);
        }
    }
}
