using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Devices;

/// <summary>
/// Follows what is plugged in and out, by looking every two seconds. The kernel's own news (uevents) come before udev has made the names by which
/// devices are known, come only to the first network namespace, and can be lost; a look reads a few directories and costs some ten microseconds.
/// A node without configured devices never looks.
/// </summary>
internal sealed class DeviceWatch(NodeDevices devices, PodManager pods, IPodListener listener, TimeProvider time, ILogger<DeviceWatch> logger)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <param name="changed">What the node has is another now.</param>
    public async Task RunAsync(Action changed, CancellationToken cancellationToken)
    {
        if (!devices.IsConfigured)
        {
            return;
        }

        using var timer = new PeriodicTimer(Period, time);
        do
        {
            if (await AdoptAsync(cancellationToken))
            {
                Look(changed);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    // Before it is known who has what, nothing of it can be told.
    private async Task<bool> AdoptAsync(CancellationToken cancellationToken)
    {
        try
        {
            await devices.AdoptAsync(cancellationToken);
            return true;
        }
        catch (RuntimeException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Look(Action changed)
    {
        if (!devices.Look(out var changes))
        {
            return;
        }

        foreach (var count in devices.Counts())
        {
            DevicesLog.Counted(logger, count.Resource, count.Allocatable);
        }

        foreach (var change in changes)
        {
            Tell(change);
        }

        changed();
        pods.DevicesChanged();
    }

    private void Tell(DeviceChange change)
    {
        var (holder, grant) = (change.Holder, change.Grant);
        var (type, reason, message) = change switch
        {
            { IsGone: true } => ("Warning", "DeviceVanished", $"Device {grant.Id} ({grant.Resource}) of container {holder.Container} is not plugged in any more"),
            { IsStale: true } => ("Warning", "DeviceReturned", $"Device {grant.Id} ({grant.Resource}) is plugged in again under another number: container {holder.Container} is restarted to get it"),
            _ => ("Normal", "DeviceReturned", $"Device {grant.Id} ({grant.Resource}) of container {holder.Container} is plugged in again"),
        };
        listener.OnEvent(new PodEvent(holder.Pod, holder.Uid, holder.Container, type, reason, message, time.GetUtcNow()));
        if (change.IsStale)
        {
            pods.Restart(holder.Uid, [holder.Container]);
        }
    }
}
