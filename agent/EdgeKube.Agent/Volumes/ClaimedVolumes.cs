using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>Volumes of claims: directories of the node that somebody made for them.</summary>
internal static class ClaimedVolumes
{
    /// <summary>Null when the volume is there, else the kubelet's sentence.</summary>
    public static string? SetUp(Pod pod, PersistentVolumeClaimVolumeSource source, ClaimedVolume? volume)
    {
        if (volume is null)
        {
            return $"persistentvolumeclaim \"{source.ClaimName}\" is not bound to a volume of this node";
        }

        if (!volume.Path.StartsWith('/') || volume.Path.Split('/').Contains(".."))
        {
            return $"path \"{volume.Path}\" of PersistentVolume \"{volume.Volume}\" is not absolute";
        }

        if (!volume.IsLocal)
        {
            return HostPathCheck.Check(new HostPathVolumeSource { Path = volume.Path, Type = volume.Type });
        }

        if (NativeFiles.FindKind(volume.Path) is not FileKind.Directory)
        {
            return $"path \"{volume.Path}\" does not exist";
        }

        // What others wrote before gets the pod's group, too, as on a kubelet; not where nothing may be written.
        if (pod.Spec?.SecurityContext is { FsGroup: { } group } context && !source.ReadOnly)
        {
            GroupTree.Give(volume.Path, new VolumeGroup((uint)group), isOnlyOnMismatch: context.FsGroupChangePolicy == "OnRootMismatch");
        }

        return null;
    }
}
