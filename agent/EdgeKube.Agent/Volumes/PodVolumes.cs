using System.Globalization;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>Makes pods' volumes, keeps their files as the API has them, and takes them away. Everything may be asked for twice.</summary>
internal sealed class PodVolumes(VolumeLayout layout, IPodInputs inputs, PodManagerOptions options)
{
    private const UnixFileMode Everyone = (UnixFileMode)0x1FF;
    private readonly Lock _gate = new();

    public VolumeLayout Layout => layout;

    /// <summary>Makes what is missing and writes what has changed. Null when all volumes are there, else the kubelet's sentence for the event.</summary>
    public string? SetUp(Pod pod)
    {
        var payloads = new PayloadBuilder(pod, inputs, options);
        foreach (var volume in pod.Spec?.Volumes ?? [])
        {
            try
            {
                if (SetUp(pod, volume, payloads) is { } error)
                {
                    return $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {error}";
                }
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                return $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {failed.Message}";
            }
        }

        return null;
    }

    /// <summary>What a container about to be made mounts. Parts of volumes are mounted anew for it.</summary>
    public MountResult Mount(Pod pod, Container container, IReadOnlyDictionary<string, string> environment)
    {
        var mounts = new List<ContainerMount>();
        foreach (var (mount, index) in (container.VolumeMounts ?? []).Select((mount, index) => (mount, index)))
        {
            var volume = pod.Spec!.Volumes!.First(candidate => candidate.Name == mount.Name);
            var path = volume.PersistentVolumeClaim is { } claim ? inputs.FindClaimedVolume(pod.Namespace, claim.ClaimName)?.Path ?? "" : layout.PathOf(pod.Uid, volume);
            if (PartPath.Find(mount, environment, out var fault) is { Length: > 0 } part)
            {
                var target = layout.PartOf(pod.Uid, container.Name, index);
                try
                {
                    SubPath.Mount(path, part, target);
                }
                catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
                {
                    return MountResult.Failed($"failed to prepare subPath for volumeMount \"{mount.Name}\" of container \"{container.Name}\": {failed.Message}");
                }

                path = target;
            }
            else if (fault is not null)
            {
                return MountResult.Failed(fault);
            }

            var propagation = mount.MountPropagation switch
            {
                "HostToContainer" => MountPropagation.HostToContainer,
                "Bidirectional" => MountPropagation.Bidirectional,
                _ => MountPropagation.Private,
            };
            mounts.Add(new ContainerMount(mount.MountPath.StartsWith('/') ? mount.MountPath : $"/{mount.MountPath}", path, mount.ReadOnly || volume.PersistentVolumeClaim?.ReadOnly == true || IsOurs(volume), propagation));
        }

        return new(mounts, null);
    }

    /// <summary>Whether there is anything that <see cref="Release"/> would take away.</summary>
    public bool Holds(string uid) => layout.AllOf(uid).Any(Directory.Exists);

    /// <summary>The pod has ended and is still there: its volumes go, its containers' last words stay.</summary>
    /// <exception cref="IOException">Something is still mounted there: nothing is deleted through a mount.</exception>
    public void Release(string uid) => Delete(uid, layout.AllOf(uid));

    /// <summary>Nothing of the pod runs any more: its volumes go. What lies behind a hostPath stays.</summary>
    /// <exception cref="IOException">Something is still mounted there: nothing is deleted through a mount.</exception>
    public void Remove(string uid) => Delete(uid, [layout.MemoryOf(uid), layout.DiskOf(uid)]);

    private void Delete(string uid, IEnumerable<string> directories)
    {
        MountTable.UnmountBelow(layout.MemoryOf(uid));
        MountTable.UnmountBelow(layout.DiskOf(uid));
        foreach (var directory in directories.Where(Directory.Exists))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private string? SetUp(Pod pod, Volume volume, PayloadBuilder payloads)
    {
        if (volume.HostPath is { } host)
        {
            return HostPathCheck.Check(host);
        }

        if (volume.PersistentVolumeClaim is { } claim)
        {
            return ClaimedVolumes.SetUp(pod, claim, inputs.FindClaimedVolume(pod.Namespace, claim.ClaimName));
        }

        var path = layout.PathOf(pod.Uid, volume);
        if (payloads.Build(volume) is { } payload)
        {
            if (payload.Error is null)
            {
                EnsureMemory();
                PayloadWriter.Write(path, payload.Files, GroupOf(pod));
            }

            return payload.Error;
        }

        if (volume.EmptyDir is { Medium: "Memory" } memory)
        {
            EnsureMemory();
            EnsureTmpfs(path, Size(pod, memory), GroupOf(pod));
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, Everyone);
            GroupOf(pod)?.OwnDirectory(path, isWritable: true);
        }

        return null;
    }

    // As the kubelet: what the pod may use at all, unless the volume says less.
    private long Size(Pod pod, EmptyDirVolumeSource source)
    {
        var limits = (pod.Spec?.Containers ?? []).Select(container => container.Resources?.Limits?.TryGetValue("memory", out var limit) == true ? limit.Value : (long?)null).ToList();
        var most = limits.TrueForAll(limit => limit is not null) ? limits.Sum(limit => limit!.Value) : options.MemoryCapacityBytes;
        return source.SizeLimit is { } asked && asked.Value < most ? asked.Value : most;
    }

    /// <summary>The directory for files is one tmpfs of ours, wherever it lies: a secret never reaches a disk.</summary>
    public void EnsureMemory()
    {
        lock (_gate)
        {
            if (!MountTable.IsMountPoint(layout.MemoryDirectory))
            {
                Directory.CreateDirectory(layout.MemoryDirectory);
                NativeFiles.MountTmpfs(layout.MemoryDirectory, "mode=0700");
            }
        }
    }

    private static void EnsureTmpfs(string path, long bytes, VolumeGroup? group)
    {
        if (!MountTable.IsMountPoint(path))
        {
            Directory.CreateDirectory(path);
            NativeFiles.MountTmpfs(path, string.Create(CultureInfo.InvariantCulture, $"mode=1777,size={bytes}"));
            group?.OwnDirectory(path, isWritable: true);
        }
    }

    private static VolumeGroup? GroupOf(Pod pod) => pod.Spec?.SecurityContext?.FsGroup is { } group ? new VolumeGroup((uint)group) : null;

    private static bool IsOurs(Volume volume) => volume is { EmptyDir: null, HostPath: null, PersistentVolumeClaim: null };
}
