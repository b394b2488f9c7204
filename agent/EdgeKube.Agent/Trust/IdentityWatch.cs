using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Trust;

/// <summary>
/// Notices that <c>edgekube-agent join</c> gave this device an identity beside the running agent. It looks at one small file now and then, which
/// costs neither a write nor a message, and works on every file system: often while a person may be waiting for the first identity, seldom afterwards.
/// </summary>
internal sealed class IdentityWatch(IdentityStore store, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Awaited = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly string _stamp = store.Stamp();
    private readonly long _started = time.GetTimestamp();

    /// <summary>Ends when the identity is another.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (store.Stamp() == _stamp)
        {
            await Task.Delay(_stamp.Length == 0 && time.GetElapsedTime(_started) < Patience ? Awaited : Idle, time, cancellationToken);
        }

        TrustLog.Changed(logger);
    }
}
