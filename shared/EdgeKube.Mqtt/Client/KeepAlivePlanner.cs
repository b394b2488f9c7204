namespace EdgeKube.Mqtt;

/// <summary>Decides when to ask whether the server is still there. Pure; all times are since one arbitrary start.</summary>
internal static class KeepAlivePlanner
{
    /// <param name="now">The time.</param>
    /// <param name="lastSent">When anything was last sent.</param>
    /// <param name="lastReceived">When anything was last received.</param>
    /// <param name="pinged">When PINGREQ was sent that nothing has followed yet; null for none.</param>
    /// <param name="keepAlive">Longest time without sending.</param>
    /// <param name="timeout">Longest wait for an answer.</param>
    public static KeepAliveStep Plan(TimeSpan now, TimeSpan lastSent, TimeSpan lastReceived, TimeSpan? pinged, TimeSpan keepAlive, TimeSpan timeout)
    {
        if (pinged is { } asked && lastReceived < asked)
        {
            return now >= asked + timeout
                ? new KeepAliveStep(KeepAliveAction.GiveUp, TimeSpan.Zero)
                : new KeepAliveStep(KeepAliveAction.Wait, asked + timeout - now);
        }

        return now >= lastSent + keepAlive
            // Not later than the next ping is due, or a keep alive shorter than the timeout would not be kept.
            ? new KeepAliveStep(KeepAliveAction.Ping, timeout < keepAlive ? timeout : keepAlive)
            : new KeepAliveStep(KeepAliveAction.Wait, lastSent + keepAlive - now);
    }
}
