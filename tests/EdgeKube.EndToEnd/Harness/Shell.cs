using System.Diagnostics;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>Runs programs, with arguments as they are: no shell in between.</summary>
public static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<ShellResult> RunAsync(
        string program, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Resolve(program, environment), arguments)
        {
            WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var (exit, output, errors) = await ProcessRun.RunAsync(start, input, Limit);
        return new ShellResult(exit, output, errors);
    }

    // The program is looked up in the PATH that it will itself have.
    private static string Resolve(string program, IReadOnlyDictionary<string, string>? environment)
    {
        if (program.Contains('/'))
        {
            return Path.Combine(Repository.Root, program);
        }

        var path = environment?.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists) ?? program;
    }
}
