using EdgeKube.Api;

namespace EdgeKube.Simulation;

/// <summary>What was ever asked of each pod of one node, by uid. A healthy container may be stopped only for a reason that stands here.</summary>
internal sealed class PodLedger
{
    private readonly HashSet<string> _ended = [];
    private readonly Dictionary<string, HashSet<string>> _images = [];

    /// <summary>The pod was asked to end, or left the truth.</summary>
    public void End(string uid) => _ended.Add(uid);

    public void Want(Pod pod)
    {
        if (!_images.TryGetValue(pod.Uid, out var images))
        {
            _images.Add(pod.Uid, images = []);
        }

        foreach (var container in pod.Spec!.Containers)
        {
            images.Add(container.Image!);
        }
    }

    public bool MayStop(string uid) => _ended.Contains(uid) || !_images.TryGetValue(uid, out var images) || images.Count > 1;
}
