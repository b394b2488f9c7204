using System.Diagnostics;

namespace EdgeKube.Testing.Containerd;

/// <summary>Runs one program to its end.</summary>
public static class Command
{
    /// <returns>Its exit code and what it printed to stdout and stderr.</returns>
    public static (int ExitCode, string Output) Run(string program, params IReadOnlyList<string> arguments) => Run(program, arguments, input: []);

    /// <param name="input">Lines for its stdin.</param>
    /// <returns>Its exit code and what it printed to stdout and stderr.</returns>
    public static (int ExitCode, string Output) Run(string program, IReadOnlyList<string> arguments, IReadOnlyList<string> input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        foreach (var line in input)
        {
            process.StandardInput.Write(line + "\n");
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds its output.</exception>
    public static string MustRun(string program, params IReadOnlyList<string> arguments) => MustRun(program, arguments, input: []);

    /// <param name="input">Lines for its stdin.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds its output.</exception>
    public static string MustRun(string program, IReadOnlyList<string> arguments, IReadOnlyList<string> input)
    {
        var (exitCode, output) = Run(program, arguments, input);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}: {output}");
    }
}
