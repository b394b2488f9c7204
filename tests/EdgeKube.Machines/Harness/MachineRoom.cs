using System.Diagnostics;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>Debian machines with systemd on a network of their own, see machine.sh.</summary>
public sealed class MachineRoom : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private MachineRoom()
    {
    }

    /// <summary>Holds a directory for each machine.</summary>
    public string Directory { get; } = Path.Combine(Path.GetTempPath(), $"ek-machines-{Guid.NewGuid().ToString("N")[..6]}");

    public static async Task<MachineRoom> OpenAsync()
    {
        var room = new MachineRoom();
        // Made before the machines, so that its progress is seen and its time counts for nobody.
        await room.MustAsync("tests/EdgeKube.Machines/rootfs.sh", []);
        await room.ControlAsync("up");
        return room;
    }

    /// <summary>Boots a machine whose disk is new, or as it was when it ended.</summary>
    public async Task<Machine> BootAsync(string name, string address)
    {
        await ControlAsync("boot", name, address);
        return new Machine(this, name, address);
    }

    /// <summary>Takes a machine's power away, for good.</summary>
    public Task CutAsync(string name) => ControlAsync("cut", name);

    /// <summary>Runs a program beside the machines, on their network.</summary>
    public Task<ProcessResult> OutsideAsync(string program, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null) =>
        RunAsync("tests/EdgeKube.Machines/machine.sh", ["outside", Directory, program, .. arguments], input, environment);

    public async ValueTask DisposeAsync() => await ControlAsync("down");

    internal Task<ProcessResult> RunInsideAsync(string machine, IReadOnlyList<string> command, string? input) =>
        RunAsync("tests/EdgeKube.Machines/machine.sh", ["run", Directory, machine, .. command], input, null);

    internal Task<string> ControlAsync(string action, params string[] arguments) =>
        MustAsync("tests/EdgeKube.Machines/machine.sh", [action, Directory, .. arguments]);

    internal async Task<string> MustAsync(string script, IReadOnlyList<string> arguments)
    {
        var result = await RunAsync(script, arguments, null, null);
        Assert.True(result.Exit == 0, $"{script} {string.Join(' ', arguments)}: {result}");
        return result.Output;
    }

    private static Task<ProcessResult> RunAsync(string script, IReadOnlyList<string> arguments, string? input, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, script), arguments) { WorkingDirectory = Repository.Root };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return ProcessRun.RunAsync(start, input, Limit);
    }
}
