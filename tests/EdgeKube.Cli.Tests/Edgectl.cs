using System.Text;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Tests;

/// <summary>Runs the command line in this process and keeps what it wrote.</summary>
internal sealed class Edgectl(string server)
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly MemoryStream _bytes = new();

    public string Input { get; init; } = "";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Columns and lines; null: output is no screen.</summary>
    public (int Width, int Height)? Screen { get; init; }

    /// <summary>Safe to read while the command runs.</summary>
    public string Out
    {
        get
        {
            lock (_bytes)
            {
                return _out + Encoding.UTF8.GetString(_bytes.ToArray());
            }
        }
    }

    public string Error => _error.ToString();

    public static async Task<(int Exit, string Out, string Error)> RunAsync(string server, string line, string input = "")
    {
        var edgectl = new Edgectl(server) { Input = input };
        var exit = await edgectl.RunAsync(line, CancellationToken.None);
        return (exit, edgectl.Out, edgectl.Error);
    }

    /// <summary>What the completion scripts ask for.</summary>
    public static async Task<string> SuggestAsync(string line)
    {
        var edgectl = new Edgectl("");
        await edgectl.RunAsync([$"[suggest:{line.Length}]", line], CancellationToken.None);
        return edgectl.Out;
    }

    public Task<int> RunAsync(string line, CancellationToken cancellationToken) =>
        RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellationToken);

    private Task<int> RunAsync(string[] words, CancellationToken cancellationToken)
    {
        var terminal = new Terminal(
            TextWriter.Synchronized(_out), TextWriter.Synchronized(_error), () => new MemoryStream(Encoding.UTF8.GetBytes(Input)), () => new KeptStream(_bytes))
        {
            Environment = name => name == "EDGECTL_SERVER" ? server : null,
            Clock = Clock,
            Screen = Screen is { } size ? () => size : null,
        };
        return EdgectlCommand.RunAsync(words, terminal, cancellationToken);
    }
}
