using System.Diagnostics;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>The scripts that machines are made with.</summary>
internal static class Scripts
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <param name="script">Its path in the repository.</param>
    public static Task<ProcessResult> RunAsync(string script, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, script), arguments) { WorkingDirectory = Repository.Root };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return ProcessRun.RunAsync(start, input, Limit);
    }

    public static async Task<string> MustAsync(string script, IReadOnlyList<string> arguments)
    {
        var result = await RunAsync(script, arguments);
        Assert.True(result.Exit == 0, $"{script} {string.Join(' ', arguments)}: {result}");
        return result.Output;
    }
}
