using System.Diagnostics;

namespace EdgeKube.Machines.Harness;

/// <summary>
/// Takes a whole machine's power while it works. It then boots alone: all pods that it was given must run without their controller, from sound images, and
/// no file of ours may be half written. With its controller it must then have what was acknowledged, and an agent of the one or the other version.
/// </summary>
internal sealed class MachineCuts(UserModeSite site, int seed)
{
    private const string AgentLog = "journalctl --no-pager -o cat -b -u edgekube-agent";

    // What may be empty: what says something by being there, what nobody promised to keep (events that were delivered, the log's tail), what its writer had
    // not finished, and the store's own files beside it.
    private const string EmptyFiles =
        "find /var/lib/edgekube -type f -size 0 ! -name images-unverified ! -name events ! -path '*/blackbox/*' ! -name '*.new' ! -name '*.part' ! -name '*-wal' ! -name '*-shm'";

    private readonly Random _random = new(seed);
    private readonly List<string> _moments = [];
    private readonly List<double> _boots = [];
    private string[] _versions = [];
    private string _steady = "";
    private int _pods;
    private int _repaired;
    private int _acknowledged;

    /// <summary>Returns the figure.</summary>
    public async Task<string> RunAsync(int cuts)
    {
        await site.ApplyAsync(Manifests.Sleepers(1));
        _steady = (await site.RunningAsync()).Single(pod => pod.Name.StartsWith("sleeper-", StringComparison.Ordinal)).Name;
        _versions = [await site.VersionAsync(), UserModeSite.Newer];
        await site.Machine.MustAsync("edgectl upgrade package /opt/edgekube-agent_*.deb");
        for (var cut = 1; cut <= cuts; cut++)
        {
            var version = await site.VersionAsync();
            var work = PowerWorks.Of(cut, _versions.First(other => other != version), isFar: _random.Next(2) == 0);
            try
            {
                var isAcknowledged = await WorkAsync(cut, work);
                await AloneAsync();
                await WithControllerAsync(isAcknowledged ? PodOf(cut) : null);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, cut {cut}, {work.Name} ({string.Join(", ", _moments)}): {e.Message}", e);
            }
        }

        return $"{cuts} (seed {seed}; {string.Join(", ", _moments.TakeLast(12))}): {_pods} pods ran again without a controller, "
            + $"{_boots.Min():F0} to {_boots.Max():F0} s from the boot to all of them; {_repaired} images repaired, {_acknowledged} acknowledged pods, none lost, no file half written";
    }

    private static string PodOf(int cut) => $"cut-{cut}";

    // Whether the new pod was acknowledged before the power went.
    private async Task<bool> WorkAsync(int cut, PowerWork work)
    {
        await site.GiveAsync(Manifests.Bare(PodOf(cut), work.Image));
        if (work.Prepare is { } prepare)
        {
            await site.GiveImageAsync(work.Image);
            await site.Machine.MustAsync(prepare);
        }

        var creation = $"edgectl delete pod {PodOf(cut - 1)} --ignore-not-found --wait=false; edgectl apply -f /mnt/manifest.yaml && echo {PodOf(cut)} >/mnt/acknowledged";
        await site.Machine.MustAsync($"(setsid sh -c '{creation}' & setsid sh -c '{work.Command}' &) >/tmp/work.log 2>&1 </dev/null");
        if (work.Begun is { } begun)
        {
            // Not for ever: a moment too early is as good.
            await site.Machine.RunAsync($"i=0; until {begun} || [ $i = 60 ]; do i=$((i + 1)); sleep 1; done");
        }

        var delay = TimeSpan.FromMilliseconds(_random.Next(work.MostMilliseconds));
        await Task.Delay(delay, TimeProvider.System);
        await site.Machine.CutAsync();
        _moments.Add($"{work.Name}{(work.Begun is null ? "" : " of the package")} {delay.TotalSeconds:F1} s");
        return site.WasTold("acknowledged");
    }

    private async Task AloneAsync()
    {
        var since = Stopwatch.GetTimestamp();
        await site.Machine.BootAsync();
        var pods = await site.RunningAsync();
        _boots.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
        _pods += pods.Count;
        Assert.Contains(_steady, pods.Select(pod => pod.Name));

        var log = await site.Machine.UntilAsync(text => text.Contains("Images were verified", StringComparison.Ordinal), AgentLog);
        Assert.DoesNotContain("was passed over", log, StringComparison.Ordinal);
        _repaired += log.Split("was damaged and is repaired").Length - 1;
        Assert.Equal("", await site.Machine.MustAsync(EmptyFiles));
    }

    private async Task WithControllerAsync(string? acknowledged)
    {
        await site.StartControllerAsync();
        await site.ReadyAsync();
        if (acknowledged is not null)
        {
            await site.Machine.MustAsync($"edgectl get pod {acknowledged}");
            _acknowledged++;
        }

        // An upgrade that was cut goes on by itself.
        await site.Machine.UntilAsync(text => text.Contains("over", StringComparison.Ordinal), "[ -e /var/lib/edgekube/agent/upgrade/order ] || echo over");
        Assert.Contains(await site.VersionAsync(), _versions);
        Assert.Equal("", await site.Machine.MustAsync("dpkg --audit"));
        Assert.Contains(_steady, (await site.RunningAsync()).Select(pod => pod.Name));
    }
}
