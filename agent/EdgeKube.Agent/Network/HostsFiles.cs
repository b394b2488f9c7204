using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Volumes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Network;

/// <summary>Gives pods their /etc/hosts: one file for all containers of a pod, in memory.</summary>
internal sealed class HostsFiles(VolumeLayout layout, PodVolumes volumes, string clusterDomain)
{
    private const string Path = "/etc/hosts";

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes it; null where the container brings its own.</summary>
    /// <exception cref="IOException">There is no room for it.</exception>
    public ContainerMount? Mount(Pod pod, Container container, IReadOnlyList<string> podIPs)
    {
        if ((container.VolumeMounts ?? []).Any(mount => mount.MountPath == Path))
        {
            return null;
        }

        var nodeHosts = pod.Spec?.HostNetwork == true && File.Exists(Path) ? File.ReadAllText(Path) : "";
        var text = HostsFile.Build(pod, podIPs, PodNames.Of(pod, clusterDomain), nodeHosts);
        volumes.EnsureMemory();
        var directory = layout.MemoryOf(pod.Uid);
        var file = System.IO.Path.Combine(directory, "etc-hosts");
        Directory.CreateDirectory(directory);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, Mode);
        return new ContainerMount(Path, file, ReadOnly: false);
    }
}
