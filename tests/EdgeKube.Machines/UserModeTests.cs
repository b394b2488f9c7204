using System.Globalization;
using EdgeKube.Machines.Harness;
using Xunit.Abstractions;

namespace EdgeKube.Machines;

/// <summary>The packages on a machine of its own kernel: cgroup v2 alone, a root that turns read-only, and power cuts that lose what was not written (<c>./build.sh torture powercut</c>: 500).</summary>
public sealed class UserModeTests(WholeMachine machine, ITestOutputHelper output) : IClassFixture<WholeMachine>
{
    [Fact]
    public Task CgroupV2_PodsWithLimits_AreHeldToThem() => CgroupChecks.RunAsync(machine.Site);

    [Fact]
    public Task Root_TurnsReadOnly_IsToldAndTouchesNoPod() => ReadOnlyRoot.RunAsync(machine.Site);

    [Fact]
    public async Task WholeMachine_PowerCutsWhileItWorks_RunsEveryPodWithoutItsController()
    {
        var cuts = int.Parse(Environment.GetEnvironmentVariable("EDGEKUBE_MACHINE_CUTS") ?? "3", CultureInfo.InvariantCulture);
        output.WriteLine($"figure: power cuts of a whole machine: {await new MachineCuts(machine.Site, Environment.TickCount).RunAsync(cuts)}");
    }
}
