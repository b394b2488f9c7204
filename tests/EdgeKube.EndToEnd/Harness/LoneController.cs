using System.Globalization;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>The published controller alone, on loopback, without a node of its own: for tests that bring their own.</summary>
/// <param name="settings">Further lines of its configuration.</param>
/// <param name="dataDir">Where its data lies; null: in its own directory.</param>
internal sealed class LoneController(string settings = "", string? dataDir = null) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly int _port = LoopbackPort.Free();
    private RunningProgram? _program;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("ek-lone-").FullName;

    /// <summary>What it is started with: NAME=VALUE.</summary>
    public IReadOnlyList<string> Environment { get; set; } = [];

    public string DataDir => dataDir ?? Path.Combine(Directory, "data");

    public string Config => Path.Combine(Directory, "controller.yaml");

    /// <summary>edgectl's configuration of its administrator.</summary>
    public string Administrator => Path.Combine(DataDir, "admin.yaml");

    public string Pid => _program!.Id.ToString(CultureInfo.InvariantCulture);

    public string Log => _program!.Output;

    /// <summary>The last lines of what it said; also while it does not run.</summary>
    public string LogEnd => Tail(_program?.Output ?? "");

    public bool Runs => _program is { HasExited: false };

    /// <summary>Starts it, also after <see cref="Kill"/>, with what it had on disk.</summary>
    public void Start()
    {
        // A /24 for each of thousands of nodes.
        File.WriteAllText(
            Config, $"dataDir: {DataDir}\nlisten:\n- 127.0.0.1:{_port}\nadvertise:\n- mqtts://127.0.0.1:{_port}\npodCIDR: 10.0.0.0/8\nlogLevel: warning\n{settings}");
        _program = RunningProgram.StartWith(Environment, "out/bin/edgekube-controller", ["--config", Config]);
    }

    /// <summary>Waits until it answers.</summary>
    public Task AnswersAsync() => Eventually.True(async () => File.Exists(Administrator) && (await EdgectlAsync("get", "nodes")).ExitCode == 0, Limit, TimeSpan.FromMilliseconds(100));

    /// <summary>Waits until it has ended by itself, and returns its exit code.</summary>
    public Task<int> EndsAsync() => _program!.ExitCodeAsync();

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _program!.Kill();
        await _program.ExitCodeAsync();
        _program.Dispose();
        _program = null;
    }

    public Task<ShellResult> EdgectlAsync(params string[] arguments) => EdgectlAsync(null, arguments);

    /// <summary>Runs edgectl with an input; it must succeed.</summary>
    public async Task<string> MustAsync(string? input, params string[] arguments)
    {
        var result = await EdgectlAsync(input, arguments);
        Assert.True(result.ExitCode == 0, $"edgectl {string.Join(' ', arguments)}: {result}\n{Tail(Log)}");
        return result.Output;
    }

    public void Dispose()
    {
        _program?.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private Task<ShellResult> EdgectlAsync(string? input, string[] arguments) =>
        Shell.RunAsync("out/bin/edgectl", ["--config", Administrator, .. arguments], input);

    private static string Tail(string text) => text.Length > 4000 ? text[^4000..] : text;
}
