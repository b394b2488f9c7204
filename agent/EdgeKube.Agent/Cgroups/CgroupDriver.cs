using EdgeKube.Agent.Systemd;

namespace EdgeKube.Agent.Cgroups;

/// <summary>Who makes the pods' cgroups on this machine: whoever makes the containers', as containerd is configured.</summary>
/// <param name="Root">Where the pods are; a slice where systemd makes them.</param>
internal sealed record CgroupDriver(string Root, ICgroupTree Tree)
{
    public const string ContainerdConfig = "/etc/containerd/config.toml";

    public static CgroupDriver OfThisHost(string cgroupRoot)
    {
        var files = CgroupTree.OfThisHost();
        return UsesSlices() ? new(CgroupSlices.RootOf(cgroupRoot), new SliceTree(files)) : new(cgroupRoot, files);
    }

    /// <summary>containerd's configuration says so, and systemd runs this machine.</summary>
    public static bool UsesSlices()
    {
        try
        {
            return SystemBus.IsThere && CgroupSlices.AreWantedBy(File.ReadAllText(ContainerdConfig));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not there: containerd has its defaults.
            return false;
        }
    }
}
