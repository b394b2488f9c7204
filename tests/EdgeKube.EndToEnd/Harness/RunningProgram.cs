using System.Diagnostics;
using System.Globalization;
using System.Text;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>A program that runs beside the test, whose output can be read while it grows.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has printed until now, stdout and stderr together.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    // Whoever runs the tests in the background has SIGINT ignored, and so would the program, which a shell script cannot undo.
    public static RunningProgram Start(string program, params IReadOnlyList<string> arguments) => StartWith([], program, arguments);

    /// <param name="environment">NAME=VALUE, beside what this process has.</param>
    public static RunningProgram StartWith(IReadOnlyList<string> environment, string program, IReadOnlyList<string> arguments) => new(Process.Start(
        new ProcessStartInfo("env", ["--default-signal=INT,TERM", .. environment, Path.Combine(Repository.Root, program), .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);

    public Task PrintsAsync(string text) => PrintsAsync(text, times: 1, Limit);

    /// <returns>The last line that holds the text.</returns>
    public async Task<string> PrintsAsync(string text, int times, TimeSpan limit)
    {
        await Eventually.True(() => HasExited || Output.Split(text).Length > times, limit);
        Assert.True(Output.Split(text).Length > times, $"it ended without printing \"{text}\":\n{Output}");
        return Output.Split('\n').Last(line => line.Contains(text, StringComparison.Ordinal));
    }

    public Task SignalAsync(string signal) => Shell.RunAsync("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>SIGKILL to it alone, not to what it started.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end, not for that of programs that have inherited its output.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await Eventually.True(() => HasExited, Limit);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!HasExited)
        {
            _process.Kill();

            // What it had begun to write may lie in a directory that is deleted next. With a limit it does not wait for who inherited its output.
            _process.WaitForExit(Limit);
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        lock (_output)
        {
            _output.Append(line).Append('\n');
        }
    }
}
