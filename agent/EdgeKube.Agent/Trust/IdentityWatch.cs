using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Trust;

/// <summary>
/// Notices that <c>edgekube-agent join</c> gave this device an identity beside the running agent. It looks at one small file now and then, which
/// costs neither a write nor a message, and works on every file system.
/// </summary>
internal sealed class IdentityWatch(IdentityStore store, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly string _stamp = store.Stamp();

    /// <summary>Ends when the identity is another.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (store.Stamp() == _stamp)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        TrustLog.Changed(logger);
    }
}
