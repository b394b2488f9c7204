using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace EdgeKube.Agent.Check;

/// <summary>What a program of the system prints.</summary>
internal static class CommandOutput
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Its output, and after that what it complained of; the last bytes of it when it is longer than that. Never fails: it says why instead.</summary>
    public static async Task<string> ReadAsync(IReadOnlyList<string> command, int maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                var both = await Task.WhenAll(ReadAsync(process.StandardOutput, maxBytes, either.Token), ReadAsync(process.StandardError, maxBytes, either.Token));
                return string.Concat(both);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill();
                return $"{command[0]} did not end\n";
            }
        }
        catch (Win32Exception e)
        {
            return $"{command[0]}: {e.Message}\n";
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, int maxBytes, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        var buffer = new char[8192];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            kept.Append(buffer, 0, count);
            if (kept.Length > 2 * maxBytes)
            {
                kept.Remove(0, kept.Length - maxBytes);
            }
        }

        return kept.ToString(Math.Max(0, kept.Length - maxBytes), Math.Min(kept.Length, maxBytes));
    }
}
