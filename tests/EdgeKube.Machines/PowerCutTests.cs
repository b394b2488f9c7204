using System.Globalization;
using EdgeKube.Machines.Harness;
using Xunit.Abstractions;

namespace EdgeKube.Machines;

/// <summary>The controller's store and the agent's replica under power cuts that lose what was not written (<c>./build.sh torture powercut</c>: 500).</summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int MostForProof = 25;

    [Fact]
    public async Task StoreAndReplica_PowerCutAtRandomMoments_HaveAllThatWasSaid()
    {
        var cuts = int.Parse(Environment.GetEnvironmentVariable("EDGEKUBE_POWER_CUTS") ?? "3", CultureInfo.InvariantCulture);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await using var site = await SmallSite.MakeAsync(writes: true);
        var (acknowledged, shown) = (new HashSet<string>(), new HashSet<string>());
        await site.BootAsync();
        await IdleAsync(site);
        for (var cut = 1; cut <= cuts; cut++)
        {
            var told = await site.WorkAsync(TimeSpan.FromMilliseconds(random.Next(3000)));
            acknowledged.UnionWith(told.Acknowledged);
            shown.UnionWith(told.Shown);

            var replica = await site.BootAsync();
            Assert.True(shown.IsSubsetOf(replica), $"seed {seed}, cut {cut}: the replica lost {string.Join(' ', shown.Except(replica))}");
            var store = await site.StoreAsync();
            Assert.True(store is not null, $"seed {seed}, cut {cut}: the controller does not start\n{await site.LogAsync()}");
            Assert.True(acknowledged.IsSubsetOf(store), $"seed {seed}, cut {cut}: the store lost {string.Join(' ', acknowledged.Except(store))}");
            Assert.DoesNotContain("was passed over", await site.LogAsync(), StringComparison.Ordinal);
        }

        output.WriteLine($"figure: power cuts of controller and agent (seed {seed}): {cuts}, {acknowledged.Count} acknowledged pods, {shown.Count} of them on the node, none lost, no file half written");
    }

    [Fact]
    public async Task StoreAndReplica_WithWritingSwitchedOff_LoseWhatWasSaid()
    {
        var random = new Random();
        await using var site = await SmallSite.MakeAsync(writes: false);
        var (storeLost, replicaLost) = (false, false);
        await site.BootAsync();
        var cut = 0;
        while (!(storeLost && replicaLost))
        {
            Assert.True(++cut <= MostForProof, $"nothing was lost in {MostForProof} cuts (store {storeLost}, replica {replicaLost}): these cuts are none");
            var told = await site.WorkAsync(TimeSpan.FromMilliseconds(random.Next(2000)));
            replicaLost |= !told.Shown.IsSubsetOf(await site.BootAsync());
            storeLost |= await site.StoreAsync() is not { } store || !told.Acknowledged.IsSubsetOf(store);
        }

        output.WriteLine($"figure: power cuts until store and replica had lost something, with writing switched off: {cut} (at most {MostForProof})");
    }

    // What is written by the clock, four times a day at most, is not seen within so short a time.
    private async Task IdleAsync(SmallSite site)
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("EDGEKUBE_IDLE_SECONDS") ?? "20", CultureInfo.InvariantCulture);
        var (agent, controller) = await site.IdleWritesAsync(TimeSpan.FromSeconds(seconds));
        var days = TimeSpan.FromDays(1) / TimeSpan.FromSeconds(seconds);
        output.WriteLine($"figure: written at the block device in {seconds} s at rest: agent {agent} bytes ({agent * days / 1024:F0} KiB a day, aim 64), controller {controller} bytes ({controller * days / (1 << 20):F1} MiB a day, aim 1)");
    }
}
