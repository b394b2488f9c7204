using System.Diagnostics;

namespace EdgeKube.Testing.Containerd;

/// <summary>Runs one program to its end.</summary>
public static class Command
{
    /// <returns>Its exit code and what it printed to stdout and stderr.</returns>
    public static (int ExitCode, string Output) Run(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds its output.</exception>
    public static string MustRun(string program, params IReadOnlyList<string> arguments)
    {
        var (exitCode, output) = Run(program, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}: {output}");
    }
}
