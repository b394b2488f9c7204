using System.Text.Json;

namespace EdgeKube.Machines.Harness;

/// <summary>Controller and node on one whole machine of its own kernel, installed from the packages and joined by token.</summary>
public sealed class UserModeSite : IAsyncDisposable
{
    public const string Newer = "9.9.9";
    private const string Node = "usermode";

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

    public Task ReadyAsync() => Machine.UntilAsync(text => text.Contains(" Ready ", StringComparison.Ordinal), $"edgectl get node {Node} --no-headers");

    public async Task ApplyAsync(string manifest)
    {
        await GiveAsync(manifest);
        await Machine.MustAsync("edgectl apply -f /mnt/manifest.yaml");
    }

    /// <summary>The manifest is /mnt/manifest.yaml in there.</summary>
    public Task GiveAsync(string manifest) => File.WriteAllTextAsync(Path.Combine(Machine.Channel, "manifest.yaml"), manifest);

    /// <summary>Waits until these pods, or all that there are, are Running and Ready, as the node itself says, with or without a controller.</summary>
    public async Task<IReadOnlyList<SitePod>> RunningAsync(params string[] names)
    {
        IReadOnlyList<SitePod> pods = [];
        await Machine.UntilAsync(
            text =>
            {
                pods = Read(text);
                return pods.Count > 0 && names.All(name => pods.Any(pod => pod.Name == name)) && pods.All(pod => pod.IsReady || (names.Length > 0 && !names.Contains(pod.Name)));
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
