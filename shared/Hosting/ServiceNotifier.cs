using System.Runtime.InteropServices;

namespace EdgeKube.Hosting;

/// <summary>sd_notify: tells systemd how the service stands, when systemd wants to know.</summary>
internal static partial class ServiceNotifier
{
    public static void Ready() => Notify("READY=1");

    public static void Stopping() => Notify("STOPPING=1");

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
