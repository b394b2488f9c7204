using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>One machine of a room.</summary>
public sealed class Machine(MachineRoom room, string name, string address)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    public string Name => name;

    /// <summary>Runs a command in it; the exit code is the caller's to judge.</summary>
    public Task<ProcessResult> RunAsync(params string[] command) => room.RunInsideAsync(name, command, null);

    /// <summary>Runs a command, which must succeed.</summary>
    public async Task<string> MustAsync(params string[] command)
    {
        var result = await RunAsync(command);
        Assert.True(result.Exit == 0, $"{name}: {string.Join(' ', command)}: {result}");
        return result.Output;
    }

    /// <summary>Waits until a command's output is as wanted.</summary>
    public async Task<string> UntilAsync(Func<string, bool> wanted, params string[] command)
    {
        ProcessResult? last = null;
        try
        {
            await Eventually.True(async () => wanted((last = await RunAsync(command)).Output), Limit, Poll);
        }
        catch (TimeoutException)
        {
            var log = await RunAsync("journalctl", "--no-pager", "-n", "40", "-u", "edgekube-*");
            Assert.Fail($"{name}: {string.Join(' ', command)} never said what was waited for, but:\n{last}\n{log.Output}");
        }

        return last!.Output;
    }

    /// <summary>Where a file of the machine is, seen from here.</summary>
    public string PathOf(string inside) => Path.Combine(room.Directory, name, "root", inside.TrimStart('/'));

    /// <summary>Copies a file of this host into the machine's /opt.</summary>
    public string Give(string file)
    {
        var inside = $"/opt/{Path.GetFileName(file)}";
        File.Copy(file, PathOf(inside), overwrite: true);
        return inside;
    }

    /// <summary>Installs packages of this host with apt, which has to find everything they depend on in the machine.</summary>
    public Task<string> InstallAsync(params string[] packages) =>
        MustAsync(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--allow-downgrades", .. packages.Select(Give)]);

    public async Task RebootAsync()
    {
        var before = Boots();
        await RunAsync("systemctl", "reboot");
        await Eventually.True(() => Boots() > before, Limit);
        await room.ControlAsync("wait", name);
    }

    /// <summary>Takes its power away and gives it back.</summary>
    public async Task CutAsync()
    {
        await room.ControlAsync("cut", name);
        await room.ControlAsync("boot", name, address);
    }

    private int Boots()
    {
        var file = Path.Combine(room.Directory, name, "boots");
        return File.Exists(file) ? File.ReadAllLines(file).Length : 0;
    }
}
