using System.Diagnostics;
using System.Globalization;
using EdgeKube.Machines.Harness;
using Xunit.Abstractions;

namespace EdgeKube.Machines;

/// <summary>The packages on a machine of its own kernel: cgroup v2 alone, and power cuts that lose what was not written.</summary>
public sealed class UserModeTests(ITestOutputHelper output)
{
    // What the machine is in the middle of when its power is cut.
    private static readonly (string What, string Command)[] Work =
    [
        ("creation", "edgectl apply -f /mnt/manifest.yaml"),
        ("import", "cp /var/lib/edgekube/images/busybox.tar /var/lib/edgekube/images/again.tar; rm -rf /var/lib/edgekube/agent/imported; systemctl restart edgekube-agent"),
        ("renewal", "edgectl ca rotate --overlap 24h"),
        ("upgrade", $"edgectl upgrade package /opt/*.deb; edgectl upgrade node usermode --to {UserModeSite.Newer}"),
    ];

    [Fact]
    public async Task WholeMachine_CgroupV2AndPowerCutsWhileItWorks_HoldsLimitsAndRunsEveryPodWithoutItsController()
    {
        await using var site = await UserModeSite.InstallAsync();
        await CgroupChecks.RunAsync(site);

        // A cut costs a minute in there: they belong to the long form.
        if (int.Parse(Environment.GetEnvironmentVariable("EDGEKUBE_MACHINE_CUTS") ?? "0", CultureInfo.InvariantCulture) is > 0 and var cuts)
        {
            await CutAsync(site, cuts);
        }
    }

    private async Task CutAsync(UserModeSite site, int cuts)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await site.ApplyAsync(Manifests.Sleepers(2));
        await site.Machine.UntilAsync(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == 2, "edgectl --node-local get pods --no-headers");
        var done = new List<string>();
        for (var cut = 1; cut <= cuts; cut++)
        {
            var before = await site.RunningAsync();
            var (what, command) = Work[(cut + seed & int.MaxValue) % Work.Length];
            await site.GiveAsync(Manifests.Sleepers(2 + cut));
            await site.Machine.MustAsync($"setsid sh -c '{command}' >/tmp/work.log 2>&1 </dev/null & true");
            var delay = random.Next(4000);
            await Task.Delay(TimeSpan.FromMilliseconds(delay), TimeProvider.System);
            await site.Machine.CutAsync();

            // First alone: what ran before runs again. What came with the cut may lack the token that only the controller gives.
            var since = Stopwatch.GetTimestamp();
            await site.Machine.BootAsync();
            await site.RunningAsync([.. before.Select(pod => pod.Name)]);
            done.Add($"{what} after {delay} ms, boot to all {before.Count} pods running {Stopwatch.GetElapsedTime(since).TotalSeconds:F0} s");
            Assert.DoesNotContain("was passed over", await site.Machine.MustAsync("journalctl --no-pager -b -u edgekube-agent"), StringComparison.Ordinal);

            await site.StartControllerAsync();
            await site.ReadyAsync();
            await site.RunningAsync();
        }

        output.WriteLine($"figure: power cuts of a whole machine (seed {seed}): {string.Join("; ", done)}");
    }
}
