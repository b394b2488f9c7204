using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeKube.Hosting;

/// <summary>sd_notify: tells systemd how the service stands, when systemd wants to know.</summary>
internal static partial class ServiceNotifier
{
    public static void Ready() => Notify("READY=1");

    public static void Stopping() => Notify("STOPPING=1");

    /// <summary>What <c>systemctl status</c> shows: one line for who stands before the machine.</summary>
    public static void Status(string text) => Notify($"STATUS={text.ReplaceLineEndings(" ")}");

    /// <summary>
    /// Tells systemd's watchdog as often as it wants to be told (three times within its limit), until cancelled; at once nothing more when there is
    /// none. It is told from the pool of threads, as everything here runs: when that stands still, so does this.
    /// </summary>
    /// <param name="isAlive">Asked each time, with half of the watchdog's limit: what is stuck for so long is not well, and systemd is not told that it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task KeepAliveAsync(Func<TimeSpan, bool> isAlive, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var limit) || limit <= 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMicroseconds(limit / 3.0), time);
        do
        {
            if (isAlive(TimeSpan.FromMicroseconds(limit / 2.0)))
            {
                Notify("WATCHDOG=1");
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private static void Notify(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 })
        {
            return;
        }

        // A failure is told by systemd itself, which then waits in vain; the service works all the same.
        _ = SdNotify(0, state);
    }

    [LibraryImport("libsystemd.so.0", EntryPoint = "sd_notify", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SdNotify(int unsetEnvironment, string state);
}
