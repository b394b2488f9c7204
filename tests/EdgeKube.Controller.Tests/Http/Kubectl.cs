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
        Start(directory, arguments), input, Limit);

    // What is edited gets "one" for "two", as a person with an editor would do it.
    private static ProcessStartInfo Start(string directory, IEnumerable<string> arguments) =>
        new("kubectl", [$"--cache-dir={directory}/cache", .. arguments]) { WorkingDirectory = directory, Environment = { ["KUBE_EDITOR"] = "sed -i s/two/one/" } };
}
