using System.Diagnostics;
using System.Text;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>Runs the kubectl on the PATH.</summary>
internal static class Kubectl
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="directory">Where it works and keeps its cache.</param>
    /// <param name="arguments">After its name.</param>
    /// <param name="input">For its standard input.</param>
    public static async Task<KubectlResult> RunAsync(string directory, IEnumerable<string> arguments, string? input)
    {
        var start = new ProcessStartInfo("kubectl")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = directory,
        };
        start.ArgumentList.Add($"--cache-dir={directory}/cache");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return new KubectlResult(process.ExitCode, await output, await errors);
    }
}
