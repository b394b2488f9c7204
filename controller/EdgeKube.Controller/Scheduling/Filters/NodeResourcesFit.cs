namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>What the pod asks for is free: number of pods, cpu, memory, ephemeral storage, devices.</summary>
internal sealed class NodeResourcesFit : IFilter
{
    public Misfit? Filter(PodToSchedule pod, NodeInfo node)
    {
        var (ask, has, used) = (pod.Requests, node.Allocatable, node.Requested);
        if (used.Pods + 1 <= has.Pods && Fits(ask.MilliCpu, has.MilliCpu, used.MilliCpu) && Fits(ask.Memory, has.Memory, used.Memory)
            && Fits(ask.EphemeralStorage, has.EphemeralStorage, used.EphemeralStorage)
            && FitDevices(pod, node))
        {
            return null;
        }

        var reasons = new List<string>();
        var resolvable = true;
        if (used.Pods + 1 > has.Pods)
        {
            reasons.Add("Too many pods");
        }

        Check("cpu", ask.MilliCpu, has.MilliCpu, used.MilliCpu);
        Check("memory", ask.Memory, has.Memory, used.Memory);
        Check("ephemeral-storage", ask.EphemeralStorage, has.EphemeralStorage, used.EphemeralStorage);
        foreach (var (resource, count) in pod.Devices)
        {
            var (allocatable, requested) = node.DevicesOf(resource);
            Check(resource, count, allocatable, requested);
        }

        return new Misfit(reasons, resolvable);

        void Check(string resource, long asked, long allocatable, long requested)
        {
            if (!Fits(asked, allocatable, requested))
            {
                reasons.Add($"Insufficient {resource}");
                // More than the node has when empty: no eviction would help.
                resolvable &= asked <= allocatable;
            }
        }
    }

    private static bool FitDevices(PodToSchedule pod, NodeInfo node)
    {
        foreach (var (resource, count) in pod.Devices)
        {
            var (allocatable, requested) = node.DevicesOf(resource);
            if (!Fits(count, allocatable, requested))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(long asked, long allocatable, long requested) => asked == 0 || asked <= allocatable - requested;
}
