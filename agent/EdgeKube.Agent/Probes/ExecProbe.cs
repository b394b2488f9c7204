using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>Runs a program in the container.</summary>
internal static class ExecProbe
{
    // As much of its output as the kubelet keeps.
    private const int MaxOutput = 10 << 10;

    public static async Task<ProbeOutcome> RunAsync(
        IContainerRuntime runtime, ExecAction action, ProbeTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var command = action.Command ?? [];
        try
        {
            var result = await runtime.ExecSyncAsync(target.ContainerId, command, timeout, cancellationToken);
            return result.ExitCode == 0 ? ProbeOutcome.Passed : ProbeOutcome.Failed(Text(result));
        }
        catch (RuntimeException failed) when (failed.Code == RuntimeErrorCode.DeadlineExceeded)
        {
            return ProbeOutcome.Failed($"command timed out: \"{string.Join(' ', command)}\" timed out after {GoDuration.Format(timeout)}");
        }
        catch (RuntimeException failed)
        {
            return ProbeOutcome.Unknown(failed.Message);
        }
    }

    private static string Text(ExecResult result)
    {
        var text = Encoding.UTF8.GetString(Head(result.Stdout, MaxOutput)) + Encoding.UTF8.GetString(Head(result.Stderr, MaxOutput));
        return text.Length <= MaxOutput ? text : text[..MaxOutput];
    }

    private static ReadOnlySpan<byte> Head(ReadOnlyMemory<byte> bytes, int most) => bytes.Span[..Math.Min(bytes.Length, most)];
}
