namespace EdgeKube.Agent.Check;

/// <summary>Can limits hold? Pure.</summary>
internal static class CgroupChecks
{
    private const string Words = "cgroup_enable=memory cgroup_memory=1";

    // A container starts without these, but what its limits say does not hold.
    private static readonly string[] Needed = ["cpu", "cpuset", "pids"];

    public static IEnumerable<Finding> Find(CgroupFacts cgroups, KernelFacts kernel)
    {
        if (cgroups.Version.Length == 0)
        {
            yield return Finding.Fail("cgroups", "no cgroup file system is mounted at /sys/fs/cgroup", "boot with systemd, or mount cgroup2 there");
            yield break;
        }

        yield return Finding.Ok("cgroups", cgroups.Version);
        yield return cgroups.Controllers.Contains("memory")
            ? Finding.Ok("memory-cgroup", "on")
            : Finding.Fail("memory-cgroup", "switched off: no limit of memory would hold", FixMemory(kernel));
        var missing = Needed.Where(controller => !cgroups.Controllers.Contains(controller)).ToList();
        if (missing.Count > 0)
        {
            yield return Finding.Warn("controllers", $"no cgroup controller {string.Join(", ", missing)}: such limits would not hold", "boot a kernel that has them");
        }
    }

    private static string FixMemory(KernelFacts kernel)
    {
        var disabled = kernel.CommandLine.Split(' ').Contains("cgroup_disable=memory") ? "take out cgroup_disable=memory if it is there, " : "";
        return kernel.CommandLineFile is { } file
            ? $"in {file}, {disabled}add at the end of its one line: {Words}; then reboot"
            : $"{disabled}add to the kernel's command line (GRUB_CMDLINE_LINUX in /etc/default/grub, then update-grub): {Words}; then reboot";
    }
}
