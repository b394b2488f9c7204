using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Probes;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Volumes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Lifecycle;

/// <summary>Carries out what a container's lifecycle asks for.</summary>
internal sealed class HookRunner(IContainerRuntime runtime, TimeProvider time)
{
    // What goes into a status; a hook may print as much as it likes.
    private const int MaxOutput = 1 << 10;
    private static readonly TimeSpan HttpLimit = TimeSpan.FromSeconds(60);

    /// <param name="limit">Zero for none.</param>
    /// <returns>Null when it has succeeded, else the kubelet's sentence.</returns>
    public async Task<string?> RunAsync(Pod pod, LifecycleHandler hook, ProbeTarget target, TimeSpan limit, CancellationToken cancellationToken)
    {
        var fault = hook switch
        {
            { Exec: { } exec } => await RunAsync(exec, target, limit, cancellationToken),
            { HttpGet: { } http } => await HttpProbe.FindFaultAsync(http, target, limit > TimeSpan.Zero ? limit : HttpLimit, time, cancellationToken),
            { TcpSocket: { } tcp } => (await TcpProbe.RunAsync(tcp, target, limit > TimeSpan.Zero ? limit : HttpLimit, time, cancellationToken)).Message,
            { Sleep: { } sleep } => await SleepAsync(sleep, limit, cancellationToken),
            _ => "invalid handler",
        };
        return string.IsNullOrEmpty(fault)
            ? null
            : $"{Describe(hook)} for Container \"{target.Container.Name}\" in Pod \"{PodTexts.Describe(pod)}\" failed - error: {fault}";
    }

    private async Task<string?> RunAsync(ExecAction action, ProbeTarget target, TimeSpan limit, CancellationToken cancellationToken)
    {
        var command = action.Command ?? [];
        try
        {
            var result = await runtime.ExecSyncAsync(target.ContainerId, command, limit, cancellationToken);
            return result.ExitCode == 0
                ? null
                : $"command '{string.Join(' ', command)}' exited with {result.ExitCode}: {Text(result.Stderr)}, message: {GoQuote.Quote(Text(result.Stdout) + Text(result.Stderr))}";
        }
        catch (RuntimeException failed) when (!cancellationToken.IsCancellationRequested && failed.Code != RuntimeErrorCode.Unavailable)
        {
            return $"{failed.Message}, message: \"\"";
        }
    }

    private async Task<string?> SleepAsync(SleepAction sleep, TimeSpan limit, CancellationToken cancellationToken)
    {
        var wanted = TimeSpan.FromSeconds(Math.Clamp(sleep.Seconds, 0, int.MaxValue / 1000));
        var isCut = limit > TimeSpan.Zero && limit < wanted;
        await Task.Delay(isCut ? limit : wanted, time, cancellationToken);
        return isCut ? "context deadline exceeded" : null;
    }

    private static string Describe(LifecycleHandler hook) => hook switch
    {
        { Exec: { } exec } => $"Exec lifecycle hook ([{string.Join(' ', exec.Command ?? [])}])",
        { HttpGet: { } http } => $"HTTP lifecycle hook ({http.Path})",
        { TcpSocket: { } tcp } => $"TCP lifecycle hook ({tcp.Port})",
        { Sleep: { } sleep } => $"Sleep lifecycle hook ({sleep.Seconds})",
        _ => "Lifecycle hook",
    };

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, MaxOutput)]);
}
