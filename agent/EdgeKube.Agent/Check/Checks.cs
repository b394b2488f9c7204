namespace EdgeKube.Agent.Check;

/// <summary>All that is looked at, in the order of the lines. Pure.</summary>
internal static class Checks
{
    public static IReadOnlyList<Finding> Find(CheckFacts facts) =>
    [
        .. KernelChecks.Find(facts.Kernel),
        .. CgroupChecks.Find(facts.Cgroups, facts.Kernel),
        .. RuntimeChecks.Find(facts.Runtime, facts.Cgroups),
        .. BreakoutChecks.Find(facts.Runtime.Packages),
        .. DiskChecks.Find(facts.Disks, facts.Wear),
        .. PowerChecks.Find(facts.Node.Voltage),
        .. ShutdownChecks.Find(facts.Node.Shutdown),
        .. NetworkChecks.Find(facts.Network),
        .. ControllerChecks.Find(facts.Controllers, facts.Node),
    ];
}
