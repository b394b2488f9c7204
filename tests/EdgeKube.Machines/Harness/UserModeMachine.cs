using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>A machine with a kernel of its own, see usermode.sh: when its power is cut, what it had not written is lost.</summary>
public sealed class UserModeMachine : IAsyncDisposable
{
    private const string Script = "tests/EdgeKube.Machines/usermode.sh";

    // Everything takes ten times as long in there, and twice that where others use the host.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // A look has to start a program there, which takes what it looks at a second's share of the only processor.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private UserModeMachine()
    {
    }

    public string Directory { get; } = Path.Combine(Path.GetTempPath(), $"ek-usermode-{Guid.NewGuid().ToString("N")[..6]}");

    /// <summary>What the machine writes here survives every cut: it is this host's. In there it is /mnt.</summary>
    public string Channel => Path.Combine(Directory, "channel");

    /// <param name="kind">small or whole.</param>
    /// <param name="packages">What a whole one has installed.</param>
    /// <param name="later">Packages that lie in its /opt.</param>
    public static async Task<UserModeMachine> MakeAsync(string kind, IReadOnlyList<string> packages, IReadOnlyList<string> later)
    {
        var machine = new UserModeMachine();
        try
        {
            await Scripts.MustAsync("tests/EdgeKube.Machines/rootfs.sh", []);
            machine.Bring("packages", packages);
            machine.Bring("later", later);
            await Scripts.MustAsync(Script, ["up", machine.Directory, kind]);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <param name="arguments">For its kernel.</param>
    public Task BootAsync(params string[] arguments) => Scripts.MustAsync(Script, ["boot", Directory, .. arguments]);

    public Task CutAsync() => Scripts.MustAsync(Script, ["cut", Directory]);

    /// <summary>Runs a line of shell; the exit code is the caller's to judge.</summary>
    public Task<ProcessResult> RunAsync(string command) => Scripts.RunAsync(Script, ["run", Directory, command]);

    public async Task<string> MustAsync(string command)
    {
        var result = await RunAsync(command);
        Assert.True(result.Exit == 0, $"{command}: {result}");
        return result.Output;
    }

    /// <summary>Waits until a command's output is as wanted; null when it never was.</summary>
    public async Task<string?> TryUntilAsync(Func<string, bool> wanted, string command)
    {
        var last = "";
        try
        {
            await Eventually.True(async () => wanted(last = (await RunAsync(command)).Output), Limit, Poll);
            return last;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public async Task<string> UntilAsync(Func<string, bool> wanted, string command)
    {
        if (await TryUntilAsync(wanted, command) is { } output)
        {
            return output;
        }

        var last = await RunAsync(command);
        var log = await RunAsync("journalctl --no-pager -n 60 2>/dev/null; cat /tmp/*.log 2>/dev/null");
        Assert.Fail($"{command} never said what was waited for, but:\n{last}\n{log.Output}");
        return "";
    }

    public async ValueTask DisposeAsync() => await Scripts.RunAsync(Script, ["down", Directory]);

    private void Bring(string name, IReadOnlyList<string> files)
    {
        var directory = System.IO.Directory.CreateDirectory(Path.Combine(Directory, name));
        foreach (var file in files)
        {
            File.Copy(file, Path.Combine(directory.FullName, Path.GetFileName(file)));
        }
    }
}
