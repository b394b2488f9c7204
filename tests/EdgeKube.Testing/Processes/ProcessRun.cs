using System.Diagnostics;
using System.Text;

namespace EdgeKube.Testing.Processes;

/// <summary>Runs a program to its end.</summary>
public static class ProcessRun
{
    /// <param name="start">Program, arguments and surroundings; the streams are redirected here.</param>
    /// <param name="input">For its standard input, which is closed then.</param>
    /// <exception cref="TimeoutException">It had to be killed.</exception>
    public static async Task<ProcessResult> RunAsync(ProcessStartInfo start, ReadOnlyMemory<byte> input, TimeSpan limit)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.StandardOutputEncoding = Encoding.UTF8;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input; its exit code says the rest.
        }

        using var ending = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(ending.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: not ended within {limit}");
        }

        return new ProcessResult(process.ExitCode, await output, await errors);
    }

    public static Task<ProcessResult> RunAsync(ProcessStartInfo start, string? input, TimeSpan limit) =>
        RunAsync(start, Encoding.UTF8.GetBytes(input ?? ""), limit);
}
