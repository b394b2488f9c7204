namespace EdgeKube.Agent.Pods;

/// <summary>
/// Removes what a healthy pod no longer needs: it keeps the newest container of each name and, beside a living one, the last dead one,
/// whose log people read with --previous; of the sandboxes, the one in use and those that hold such a container.
/// </summary>
internal static class PodTidyPlanner
{
    public static IEnumerable<PodAction> Plan(ObservedPod observed, ObservedSandbox current)
    {
        var kept = observed.Containers.GroupBy(container => container.Name).SelectMany(Keep).ToHashSet();
        var neededSandboxes = kept.Where(container => container == observed.Newest(container.Name)).Select(container => container.SandboxId).ToHashSet();
        var goesWithItsSandbox = observed.Sandboxes.Select(sandbox => sandbox.Id).Where(id => id != current.Id && !neededSandboxes.Contains(id)).ToHashSet();
        foreach (var sandbox in observed.Sandboxes.Where(sandbox => sandbox.Id != current.Id))
        {
            if (!sandbox.Stopped)
            {
                yield return new PodAction.StopSandbox(sandbox.Id, "Superseded");
            }
            else if (goesWithItsSandbox.Contains(sandbox.Id))
            {
                yield return new PodAction.RemoveSandbox(sandbox.Id, "Superseded");
            }
        }

        foreach (var container in observed.Containers.Where(container => !kept.Contains(container) && !goesWithItsSandbox.Contains(container.SandboxId)))
        {
            yield return new PodAction.RemoveContainer(container.Id, container.LogPath, "Superseded");
        }
    }

    private static IEnumerable<ObservedContainer> Keep(IEnumerable<ObservedContainer> newestFirst)
    {
        var ofOneName = newestFirst.Take(2).ToList();
        return ofOneName[0].Phase == ContainerPhase.Exited ? ofOneName.Take(1) : ofOneName;
    }
}
