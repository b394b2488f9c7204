using System.Globalization;
using System.Net;
using System.Text.Json;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>A cluster of the published programs, made and removed by build.sh's own scripts, driven through edgectl.</summary>
public class Cluster : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    // The door takes 50 new connections a second from one address, and each look is one.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly int _nodes;
    private readonly bool _insecure;
    private Dictionary<string, string> _environment = [];

    /// <summary>For xunit: one node.</summary>
    public Cluster()
        : this(nodes: 1)
    {
    }

    internal Cluster(int nodes, bool insecure = false) => (_nodes, _insecure) = (nodes, insecure);

    public string Directory { get; } = Path.Combine(Path.GetTempPath(), $"ek-e2e-{Guid.NewGuid().ToString("N")[..8]}");

    /// <summary>What its bridge, namespaces and cgroups are named after, as cluster.sh says.</summary>
    public string Name => $"ek-{Saved("ID")}";

    /// <summary>The plain door for users, of a cluster that has one.</summary>
    public Uri Server => new(_environment["EDGECTL_SERVER"]);

    /// <summary>The door that nodes use, on the cluster's own link.</summary>
    public IPEndPoint NodeDoor => File.ReadLines(Path.Combine(Directory, "controller.yaml"))
        .Select(line => IPEndPoint.TryParse(line.TrimStart('-', ' '), out var door) ? door : null)
        .OfType<IPEndPoint>()
        .First(door => !IPAddress.IsLoopback(door.Address));

    /// <summary>Its doors are without TLS.</summary>
    public bool IsPlain => File.ReadAllText(Path.Combine(Directory, "controller.yaml")).Contains("insecureListen", StringComparison.Ordinal);

    public async Task InitializeAsync()
    {
        var up = await Shell.RunAsync("./build.sh", ["up", "--no-build", "--nodes", $"{_nodes}", "--dir", Directory, .. _insecure ? new[] { "--insecure" } : []]);
        Assert.True(up.ExitCode == 0, up.ToString());
        _environment = File.ReadLines(Path.Combine(Directory, "env"))
            .Select(line => line["export ".Length..].Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].Trim('"').Replace("$PATH", Environment.GetEnvironmentVariable("PATH"), StringComparison.Ordinal));
    }

    public async Task DisposeAsync()
    {
        var down = await Shell.RunAsync("./build.sh", ["down", "--dir", Directory]);
        Assert.True(down.ExitCode == 0, down.ToString());
    }

    /// <summary>The socket of a node's containerd.</summary>
    public string Socket(int node) => Path.Combine(Saved("RUN"), $"n{node}", "containerd.sock");

    /// <summary>Runs edgectl; its exit code is the caller's to judge.</summary>
    public Task<ShellResult> EdgectlAsync(params string[] arguments) => Shell.RunAsync("edgectl", arguments, environment: _environment);

    /// <summary>Runs edgectl, which must succeed.</summary>
    public async Task<string> MustAsync(params string[] arguments)
    {
        var result = await EdgectlAsync(arguments);
        Assert.True(result.ExitCode == 0, $"edgectl {string.Join(' ', arguments)}: {result}");
        return result.Output;
    }

    /// <summary>Runs edgectl, which must succeed, until it prints the text: what follows from something may come a moment after it.</summary>
    /// <returns>All that it printed then.</returns>
    public async Task<string> UntilPrintsAsync(string text, params string[] arguments)
    {
        var printed = "";
        try
        {
            await Eventually.True(async () => (printed = await MustAsync(arguments)).Contains(text, StringComparison.Ordinal), Limit, Poll);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"edgectl {string.Join(' ', arguments)} does not print \"{text}\" but:\n{printed}\n{await Logs()}");
        }

        return printed;
    }

    /// <summary>Applies a manifest given as text.</summary>
    public async Task<ShellResult> ApplyAsync(string manifest) =>
        await Shell.RunAsync("edgectl", ["apply", "-f", "-"], manifest, _environment);

    public async Task MustApplyAsync(string manifest)
    {
        var result = await ApplyAsync(manifest);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>Runs another program with the cluster's environment, such as mosquitto_rr.</summary>
    public Task<ShellResult> RunAsync(string program, params string[] arguments) => Shell.RunAsync(program, arguments, environment: _environment);

    /// <summary>The same with an input.</summary>
    public Task<ShellResult> RunAsync(string program, IReadOnlyList<string> arguments, string? input) => Shell.RunAsync(program, arguments, input, _environment);

    /// <summary>Where the first node keeps what a boot empties.</summary>
    public string RunDirectory => Path.Combine(Saved("RUN"), "n1", "agent");

    /// <summary>Does something to the cluster's processes, see cluster-ctl.sh.</summary>
    public async Task<string> ControlAsync(string action, params string[] arguments)
    {
        var result = await Shell.RunAsync("tests/EdgeKube.EndToEnd/cluster-ctl.sh", [Directory, action, .. arguments]);
        Assert.True(result.ExitCode == 0, $"{action}: {result}");
        return result.Output;
    }

    /// <summary>Changes controller.yaml, and starts the controller anew after it was killed; returns when it answers.</summary>
    public async Task ConfigureControllerAsync(Func<string, string> change)
    {
        var path = Path.Combine(Directory, "controller.yaml");
        await File.WriteAllTextAsync(path, change(await File.ReadAllTextAsync(path)));
        await ControlAsync("kill-controller");
        await ControlAsync("start-controller");
        await Eventually.True(async () => (await EdgectlAsync("get", "nodes")).ExitCode == 0, Limit, TimeSpan.FromMilliseconds(200));
    }

    /// <summary>Node 1 joins anew, by the line that edgectl prints; the name must be free for that.</summary>
    public async Task RejoinAsync()
    {
        var words = (await MustAsync("token", "create", "--node", "n1")).Trim().Split(' ');
        await ControlAsync("agent", ["1", .. words[1..], "--rejoin"]);
    }

    /// <summary>From its next start on node 1 does not wait long between attempts.</summary>
    public async Task ReconnectSoonAsync()
    {
        var path = Path.Combine(Directory, "n1", "agent.yaml");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("reconnectWait: 5s", "reconnectWait: 1s", StringComparison.Ordinal));
    }

    /// <summary>From now on node 1 reaches the controller over the link only, and does not wait long between attempts.</summary>
    public async Task LeadOverAsync(FlappingLink link)
    {
        link.Start();
        await ReconnectSoonAsync();
        await ControlAsync("redirect", "1", link.Port.ToString(CultureInfo.InvariantCulture));
        await ControlAsync("stop-agent");
        await ControlAsync("start-agent");
        await Eventually.True(() => link.Connections.Answered > 0, Limit);
        await NodeIsAsync("Ready");
    }

    /// <summary>Watches the packets between node 1 and the rest of the cluster.</summary>
    public PacketCapture Capture() => new($"ek{Saved("ID")}v1", NodeDoor.Address);

    /// <summary>Bytes of IP that node 1 has sent and received, once none has passed for two seconds.</summary>
    public async Task<long> QuietWireAsync()
    {
        var looks = new List<long>();
        await Eventually.True(
            async () =>
            {
                looks.Add(long.Parse(await ControlAsync("wire-bytes"), CultureInfo.InvariantCulture));
                return looks.Count > 4 && looks[^1] == looks[^5];
            },
            Limit,
            TimeSpan.FromMilliseconds(500));
        return looks[^1];
    }

    public async Task<IReadOnlyList<PodView>> PodsAsync()
    {
        using var document = JsonDocument.Parse(await MustAsync("get", "pods", "-o", "json"));
        var root = document.RootElement;
        return root.GetProperty("kind").GetString() == "Pod"
            ? [PodView.Read(root)]
            : [.. root.GetProperty("items").EnumerateArray().Select(PodView.Read)];
    }

    /// <summary>Waits until the pods satisfy the condition, and returns them as they were then.</summary>
    public async Task<IReadOnlyList<PodView>> PodsWhenAsync(string what, Func<IReadOnlyList<PodView>, bool> condition)
    {
        IReadOnlyList<PodView> pods = [];
        try
        {
            await Eventually.True(async () => condition(pods = await PodsAsync()), Limit, Poll);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"not reached: {what}; the pods are:\n{string.Join('\n', pods)}\n{await Logs()}");
        }

        return pods;
    }

    public Task<IReadOnlyList<PodView>> RunningAsync(int count) =>
        PodsWhenAsync($"{count} pods Running and Ready", pods => pods.Count == count && pods.All(p => p is { Phase: "Running", Ready: true }));

    /// <summary>Waits until so many container processes run on the node, whether or not a controller is there to ask.</summary>
    public async Task RunningCommandsAsync(int count)
    {
        var running = "";
        try
        {
            await Eventually.True(
                async () => (running = await ControlAsync("running-commands", "1")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == count, Limit, Poll);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{count} containers do not run, but only:\n{running}\n{await ControlAsync("ctr", "1", "containers", "list")}\n{await Logs()}");
        }
    }

    public Task NodeIsAsync(string status) =>
        Eventually.True(async () => (await EdgectlAsync("get", "nodes", "--no-headers")).Output.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(status), Limit, Poll);

    /// <summary>Waits until nothing of any pod is left on the node.</summary>
    public async Task NothingLeftAsync()
    {
        var left = "";
        try
        {
            await Eventually.True(async () => (left = await ControlAsync("leftovers")).Trim().Length == 0, Limit, Poll);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"left on the node:\n{left}");
        }
    }

    private string Saved(string key) =>
        File.ReadLines(Path.Combine(Directory, "cluster")).Single(line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];

    private async Task<string> Logs() => (await Shell.RunAsync("bash", ["-c", $"tail -n 40 {Directory}/log/*.log"])).Output;
}
