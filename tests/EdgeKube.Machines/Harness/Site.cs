using System.Diagnostics;
using System.Text.Json;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>One machine with the controller and some with agents, installed by apt and joined by token, as a person does it.</summary>
public sealed class Site : IAsyncDisposable
{
    private const string ControllerAddress = "10.98.0.10";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private string _address = ControllerAddress;

    private Site(MachineRoom room, Machine controller) => (Room, Controller) = (room, controller);

    public MachineRoom Room { get; }

    public Machine Controller { get; private set; }

    public List<Machine> Nodes { get; } = [];

    /// <summary>From the beginning of apt install on the last node to its being Ready, images and the join included.</summary>
    public TimeSpan InstallToReady { get; private set; }

    public static async Task<Site> InstallAsync(int nodes)
    {
        var packages = await Packages.MakeAsync();
        var room = await MachineRoom.OpenAsync();
        try
        {
            var site = new Site(room, await room.BootAsync("controller", ControllerAddress));
            await site.Controller.InstallAsync(Packages.Find(packages, "controller"), Packages.Find(packages, "cli"));
            for (var i = 1; i <= nodes; i++)
            {
                await site.AddNodeAsync($"node{i}", $"10.98.0.{10 + i}", packages);
            }

            return site;
        }
        catch
        {
            await room.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs edgectl beside the machines, with the administrator's configuration, which somebody has carried over.</summary>
    public async Task<ProcessResult> EdgectlAsync(string? input, params string[] arguments)
    {
        var configuration = Path.Combine(Room.Directory, "admin.yaml");
        if (!File.Exists(configuration))
        {
            var text = await Controller.MustAsync("cat", "/var/lib/edgekube/controller/admin.yaml");
            await File.WriteAllTextAsync(configuration, text.Replace("mqtts://127.0.0.1:", $"mqtts://{_address}:", StringComparison.Ordinal));
            File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return await Room.OutsideAsync(Path.Combine(Repository.Root, "out/bin/edgectl"), arguments, input, new Dictionary<string, string> { ["EDGEKUBE_CONFIG"] = configuration });
    }

    /// <summary>Another machine is the controller from now on.</summary>
    public void MoveTo(Machine controller, string address)
    {
        (Controller, _address) = (controller, address);
        File.Delete(Path.Combine(Room.Directory, "admin.yaml"));
    }

    /// <summary>Runs edgectl, which must succeed.</summary>
    public async Task<string> MustAsync(string? input, params string[] arguments)
    {
        var result = await EdgectlAsync(input, arguments);
        Assert.True(result.Exit == 0, $"edgectl {string.Join(' ', arguments)}: {result}");
        return result.Output;
    }

    /// <summary>Waits until so many pods are Running and Ready, each on a node that is Ready.</summary>
    public async Task<IReadOnlyList<SitePod>> RunningAsync(int count)
    {
        IReadOnlyList<SitePod> pods = [];
        try
        {
            await Eventually.True(async () => (pods = await PodsAsync()).Count == count && pods.All(pod => pod.IsReady), Limit, Poll);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"not {count} pods run:\n{string.Join('\n', pods)}\n{(await EdgectlAsync(null, "get", "nodes,pods,events", "-o", "wide")).Output}");
        }

        return pods;
    }

    /// <summary>Waits until a column of the node's row is as wanted.</summary>
    public Task NodeIsAsync(string node, string status, params string[] options) => Eventually.True(
        async () => (await EdgectlAsync(null, ["get", "node", node, "--no-headers", .. options])).Output.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(status), Limit, Poll);

    public async Task<IReadOnlyList<SitePod>> PodsAsync()
    {
        var listed = await EdgectlAsync(null, "get", "pods", "-o", "json");
        if (listed.Exit != 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(listed.Output);
        var root = document.RootElement;
        return root.TryGetProperty("items", out var items) ? [.. items.EnumerateArray().Select(SitePod.Read)] : [SitePod.Read(root)];
    }

    public ValueTask DisposeAsync() => Room.DisposeAsync();

    private async Task AddNodeAsync(string name, string address, string packages)
    {
        var node = await Room.BootAsync(name, address);
        Nodes.Add(node);
        var since = Stopwatch.GetTimestamp();
        await node.InstallAsync(Packages.Find(packages, "agent"));
        File.Copy(Path.Combine(Repository.Root, "out/images/busybox.tar"), node.PathOf("/opt/busybox.tar"));
        await node.MustAsync("ctr", "-n", "k8s.io", "images", "import", "/opt/busybox.tar");
        var line = (await Controller.MustAsync("edgectl", "token", "create")).Trim().Split(' ');
        await node.MustAsync(line);
        await NodeIsAsync(name, "Ready");
        InstallToReady = Stopwatch.GetElapsedTime(since);
    }
}
