using System.Net.Sockets;
using System.Text;

namespace EdgeKube.Controller.Hosting;

/// <summary>sd_notify: tells systemd how the service stands, when systemd wants to know.</summary>
internal static class ServiceNotifier
{
    public static void Ready() => Notify("READY=1");

    public static void Stopping() => Notify("STOPPING=1");

    private static void Notify(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } path)
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

            // A leading @ means Linux' abstract namespace, which is a leading NUL to the kernel.
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
        }
        catch (SocketException)
        {
            // systemd then waits in vain and says so itself; the service works all the same.
        }
    }
}
