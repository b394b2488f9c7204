using System.Diagnostics;
using System.Globalization;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>A controller and an agent without containers, alone on a small machine of their own kernel: what they keep is all that is written there.</summary>
public sealed class SmallSite : IAsyncDisposable
{
    private const string Access = "export EDGECTL_SERVER=mqtt://127.0.0.1:1883 EDGECTL_USER=admin; ";

    // Objects that were acknowledged, and pods that the agent showed: both on this host's disk before they count.
    private const string Workload = """
        i=$1
        while :; do
            i=$((i + 1))
            printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: p%s}\nspec: {nodeName: node1, containers: [{name: c, image: edgekube.test/none:1}]}\n' $i | edgectl apply -f - >/dev/null && echo p$i >>/mnt/told-store
            edgectl --node-local get pods -o name >/tmp/seen 2>/dev/null && cat /tmp/seen >>/mnt/told-replica
        done
        """;

    private readonly UserModeMachine _machine;
    private readonly string _preload;
    private int _next;

    private SmallSite(UserModeMachine machine, string preload) => (_machine, _preload) = (machine, preload);

    /// <param name="writes">False: nothing is written to the disk when it should be. What is then lost shows that these tests would see it.</param>
    public static async Task<SmallSite> MakeAsync(bool writes)
    {
        var machine = await UserModeMachine.MakeAsync("small", [], []);
        var library = Path.Combine(machine.Directory, "upper", "opt", "nosync.so");
        var source = Path.Combine(Repository.Root, "tests/EdgeKube.Machines/usermode/nosync.c");
        var made = await ProcessRun.RunAsync(new ProcessStartInfo("gcc", ["-shared", "-fPIC", "-O1", "-o", library, source]), input: "", TimeSpan.FromMinutes(1));
        Assert.True(made.Exit == 0, made.ToString());
        await WriteAsync(machine, "controller.yaml", "dataDir: /media/controller\nlisten: []\ninsecureListen: [127.0.0.1:1883]\nhttpsListen: []\n");
        await WriteAsync(machine, "agent.yaml", "dataDir: /srv/agent\nrunDir: /run/edgekube\nnodeName: node1\ncontrollers: [mqtt://127.0.0.1:1883]\npodLogsDir: /tmp/pods\nreconnectWait: 1s\n");
        await WriteAsync(machine, "workload", Workload);
        return new SmallSite(machine, writes ? "" : "LD_PRELOAD=/opt/nosync.so ");
    }

    /// <summary>Boots, works, and loses power after so long a time. Returns what was said to be kept.</summary>
    public async Task<SmallSiteState> WorkAsync(TimeSpan duration)
    {
        await StartAsync("controller");
        await _machine.UntilAsync(text => text.Contains("default", StringComparison.Ordinal), $"{Access}edgectl get namespaces -o name");
        await _machine.MustAsync($"{Access}setsid sh /opt/workload {_next} >/tmp/workload.log 2>&1 </dev/null & true");
        await Eventually.True(() => Told("told-replica").Count > 0 || Told("told-store").Count > 3, TimeSpan.FromMinutes(2));
        await Task.Delay(duration, TimeProvider.System);
        await _machine.CutAsync();
        var told = new SmallSiteState(Told("told-store"), Told("told-replica"));
        _next += 1000;
        return told;
    }

    /// <summary>Boots and starts the agent; what it has without a controller.</summary>
    public async Task<IReadOnlySet<string>> BootAsync()
    {
        await _machine.BootAsync();
        await StartAsync("agent");
        await _machine.UntilAsync(text => text.Contains("up", StringComparison.Ordinal), "edgectl --node-local get nodes >/dev/null 2>&1 && echo up");
        return Names(await _machine.MustAsync("edgectl --node-local get pods -o name; true"));
    }

    /// <summary>What the controller has; null when it does not start.</summary>
    public async Task<IReadOnlySet<string>?> StoreAsync()
    {
        await StartAsync("controller");
        return await _machine.TryUntilAsync(text => text.Contains("default", StringComparison.Ordinal), $"{Access}edgectl get namespaces -o name") is null
            ? null
            : Names(await _machine.MustAsync($"{Access}edgectl get pods -o name; true"));
    }

    /// <summary>Bytes written to the agent's disk and to the controller's while nothing happens, as the kernel counts them at the device.</summary>
    public async Task<(long Agent, long Controller)> IdleWritesAsync(TimeSpan duration)
    {
        await StoreAsync();
        await _machine.UntilAsync(text => text.Contains("node1", StringComparison.Ordinal), $"{Access}edgectl get nodes -o name");

        // What was written on the way here is behind.
        await Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System);
        var before = await SectorsAsync();
        await Task.Delay(duration, TimeProvider.System);
        var after = await SectorsAsync();
        return ((after[0] - before[0]) * 512, (after[1] - before[1]) * 512);
    }

    public Task<string> LogAsync() => _machine.MustAsync("cat /tmp/*.log");

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    private async Task<List<long>> SectorsAsync() =>
        [.. (await _machine.MustAsync("sync; awk '{ print $7 }' /sys/block/ubda/stat /sys/block/ubdb/stat")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];

    private static Task WriteAsync(UserModeMachine machine, string name, string text) => File.WriteAllTextAsync(Path.Combine(machine.Directory, "upper", "opt", name), text);

    private Task StartAsync(string program) => _machine.MustAsync(
        $"pidof edgekube-{program} >/dev/null || {_preload}setsid edgekube-{program} --config /opt/{program}.yaml >/tmp/{program}.log 2>&1 </dev/null & true");

    private HashSet<string> Told(string file)
    {
        var path = Path.Combine(_machine.Channel, file);
        return File.Exists(path) ? Names(File.ReadAllText(path)) : [];
    }

    // The last line may be half of one: the machine was cut off while it wrote it.
    private static HashSet<string> Names(string lines) =>
        [.. lines[..(lines.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Replace("pod/", "", StringComparison.Ordinal)).Where(line => line.StartsWith('p'))];
}
