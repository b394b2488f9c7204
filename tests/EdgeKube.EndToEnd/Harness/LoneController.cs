using System.Globalization;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>The published controller alone, on loopback, without a node of its own: for tests that bring their own.</summary>
internal sealed class LoneController : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly int _port = LoopbackPort.Free();
    private RunningProgram? _program;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("ek-lone-").FullName;

    /// <summary>edgectl's configuration of its administrator.</summary>
    public string Administrator => Path.Combine(Directory, "data", "admin.yaml");

    public string Pid => _program!.Id.ToString(CultureInfo.InvariantCulture);

    public string Log => _program!.Output;

    /// <summary>Starts it, also after <see cref="Kill"/>, with what it had on disk.</summary>
    public void Start()
    {
        var config = Path.Combine(Directory, "controller.yaml");

        // A /24 for each of thousands of nodes.
        File.WriteAllText(
            config, $"dataDir: {Directory}/data\nlisten:\n- 127.0.0.1:{_port}\nadvertise:\n- mqtts://127.0.0.1:{_port}\npodCIDR: 10.0.0.0/8\nlogLevel: warning\n");
        _program = RunningProgram.Start("out/bin/edgekube-controller", "--config", config);
    }

    /// <summary>Waits until it answers.</summary>
    public Task AnswersAsync() => Eventually.True(async () => File.Exists(Administrator) && (await EdgectlAsync("get", "nodes")).ExitCode == 0, Limit, TimeSpan.FromMilliseconds(100));

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
