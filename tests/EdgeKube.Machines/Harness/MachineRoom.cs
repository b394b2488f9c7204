using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>Debian machines with systemd on a network of their own, see machine.sh.</summary>
public sealed class MachineRoom : IAsyncDisposable
{
    private const string Script = "tests/EdgeKube.Machines/machine.sh";

    private MachineRoom()
    {
    }

    /// <summary>Holds a directory for each machine.</summary>
    public string Directory { get; } = Path.Combine(Path.GetTempPath(), $"ek-machines-{Guid.NewGuid().ToString("N")[..6]}");

    public static async Task<MachineRoom> OpenAsync()
    {
        var room = new MachineRoom();
        // Made before the machines, so that its progress is seen and its time counts for nobody.
        await Scripts.MustAsync("tests/EdgeKube.Machines/rootfs.sh", []);
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
        Scripts.RunAsync(Script, ["outside", Directory, program, .. arguments], input, environment);

    public async ValueTask DisposeAsync() => await ControlAsync("down");

    internal Task<ProcessResult> RunInsideAsync(string machine, IReadOnlyList<string> command, string? input) =>
        Scripts.RunAsync(Script, ["run", Directory, machine, .. command], input);

    internal Task<string> ControlAsync(string action, params string[] arguments) =>
        Scripts.MustAsync(Script, [action, Directory, .. arguments]);
}
