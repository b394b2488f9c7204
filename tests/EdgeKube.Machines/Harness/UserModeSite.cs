using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>Controller and node on one whole machine of its own kernel, installed from the packages and joined by token.</summary>
public sealed class UserModeSite : IAsyncDisposable
{
    public const string Newer = "9.9.9";
    public const string Node = "usermode";

    private UserModeSite(UserModeMachine machine) => Machine = machine;

    public UserModeMachine Machine { get; }

    public static async Task<UserModeSite> InstallAsync()
    {
        var packages = await Packages.MakeAsync();
        var later = Packages.Find(await Packages.MakeAsync(Newer), "agent");
        var machine = await UserModeMachine.MakeAsync(
            "whole", [Packages.Find(packages, "agent"), Packages.Find(packages, "controller"), Packages.Find(packages, "cli")], [later, Packages.Find(packages, "agent")]);
        var site = new UserModeSite(machine);
        try
        {
            await machine.BootAsync();
            await site.StartControllerAsync();
            await machine.UntilAsync(text => text.Contains("edgekube-agent join", StringComparison.Ordinal), "edgectl token create");
            await machine.MustAsync("$(edgectl token create)");
            await site.ReadyAsync();
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public Task StartControllerAsync() => Machine.MustAsync("touch /run/controller-wanted; systemctl start edgekube-controller");

    /// <summary>Waits until the node has told the controller of this boot, and is Ready: what it was before stays Ready for a while.</summary>
    public Task ReadyAsync() => Machine.UntilAsync(
        text => text.Contains(" Ready ", StringComparison.Ordinal),
        $"[ \"$(edgectl get node {Node} -o 'jsonpath={{.status.nodeInfo.bootID}}')\" = \"$(cat /proc/sys/kernel/random/boot_id)\" ] && edgectl get node {Node} --no-headers");

    public async Task ApplyAsync(string manifest)
    {
        await GiveAsync(manifest);
        await Machine.MustAsync("edgectl apply -f /mnt/manifest.yaml");
    }

    /// <summary>The manifest is /mnt/manifest.yaml in there.</summary>
    public Task GiveAsync(string manifest) => File.WriteAllTextAsync(Path.Combine(Machine.Channel, "manifest.yaml"), manifest);

    /// <summary>A new image of this name is /mnt/image.tar in there, with bytes that no other has.</summary>
    public async Task GiveImageAsync(string name)
    {
        // What follows a program in its file does not disturb it.
        var busybox = Path.Combine(Machine.Directory, "busybox");
        File.Copy("/bin/busybox", busybox, overwrite: true);
        await File.AppendAllBytesAsync(busybox, RandomNumberGenerator.GetBytes(256 << 10));
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "packaging/demo-image/build.sh"), [Path.Combine(Machine.Channel, "image.tar"), name]);
        start.Environment["BUSYBOX"] = busybox;
        var made = await ProcessRun.RunAsync(start, input: "", TimeSpan.FromMinutes(1));
        Assert.True(made.Exit == 0, made.ToString());
    }

    /// <summary>Whether the machine has written a word to a file of this name in /mnt since it booted; also after its power went.</summary>
    public bool WasTold(string name) => new FileInfo(Path.Combine(Machine.Channel, name)) is { Exists: true, Length: > 0 };

    /// <summary>Of the installed agent.</summary>
    public async Task<string> VersionAsync() => (await Machine.MustAsync("dpkg-query -W -f='${Version}' edgekube-agent")).Trim();

    /// <summary>Waits until all pods that nobody has deleted are Running and Ready, as the node itself says, with or without a controller.</summary>
    public async Task<IReadOnlyList<SitePod>> RunningAsync()
    {
        IReadOnlyList<SitePod> pods = [];
        await Machine.UntilAsync(
            text =>
            {
                pods = [.. Read(text).Where(pod => !pod.IsLeaving).OrderBy(pod => pod.Name)];
                return pods.Count > 0 && pods.All(pod => pod.IsReady);
            },
            "edgectl --node-local get pods -o json");
        return pods;
    }

    public ValueTask DisposeAsync() => Machine.DisposeAsync();

    private static IReadOnlyList<SitePod> Read(string text)
    {
        if (!text.StartsWith('{'))
        {
            return [];
        }

        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return root.TryGetProperty("items", out var items) ? [.. items.EnumerateArray().Select(SitePod.Read)] : [SitePod.Read(root)];
    }
}
