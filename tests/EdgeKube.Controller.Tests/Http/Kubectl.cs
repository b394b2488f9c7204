using System.Diagnostics;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>Runs the kubectl on the PATH.</summary>
internal static class Kubectl
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="directory">Where it works and keeps its cache.</param>
    /// <param name="arguments">After its name.</param>
    /// <param name="input">For its standard input.</param>
    public static Task<ProcessResult> RunAsync(string directory, IEnumerable<string> arguments, string? input) => ProcessRun.RunAsync(
        new ProcessStartInfo("kubectl", [$"--cache-dir={directory}/cache", .. arguments]) { WorkingDirectory = directory }, input, Limit);
}
