using EdgeKube.Controller.Reconcilers.Volumes;

namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>The node reaches the volumes of the pod's claims, and has one for each claim that waits for a pod.</summary>
internal sealed class VolumeBinding : IFilter
{
    private static readonly Misfit OutOfReach = Misfit.Unresolvable("node(s) didn't match PersistentVolume's node affinity");
    private static readonly Misfit NoVolume = Misfit.Unresolvable("node(s) didn't find available persistent volumes to bind");

    public Misfit? Filter(PodToSchedule pod, NodeInfo node)
    {
        foreach (var terms in pod.Claims.Bound)
        {
            if (!terms.Match(node.Node!))
            {
                return OutOfReach;
            }
        }

        foreach (var wish in pod.Claims.Waiting)
        {
            if (VolumeChoice.Find(wish.Claim, wish.Volumes, node.Node) is null)
            {
                return NoVolume;
            }
        }

        return null;
    }
}
