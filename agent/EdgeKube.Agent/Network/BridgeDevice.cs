using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeKube.Agent.Network;

/// <summary>The pod network's bridge, which the CNI plugin makes and nobody removes.</summary>
internal static partial class BridgeDevice
{
    private const int Inet = 2;
    private const int Datagram = 2;
    private const nuint SetFlags = 0x8914;
    private const nuint DeleteBridge = 0x89a1;
    private const int RequestLength = 40;
    private const int NameLength = 16;

    /// <summary>Takes it down and deletes it; nothing happens when there is no bridge of that name.</summary>
    /// <exception cref="Win32Exception">The kernel refused.</exception>
    public static void Delete(string name)
    {
        if (!Directory.Exists($"/sys/class/net/{name}/bridge"))
        {
            return;
        }

        // struct ifreq: the name and then, for these two requests, nothing but zero flags: the device is down.
        var request = new byte[RequestLength];
        Encoding.ASCII.GetBytes(name, request.AsSpan(0, NameLength - 1));
        var socket = Socket(Inet, Datagram, 0);
        try
        {
            if (socket < 0 || Control(socket, SetFlags, request) < 0 || Control(socket, DeleteBridge, request) < 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }
        finally
        {
            _ = Close(socket);
        }
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int socket, nuint request, [In] byte[] argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int socket);
}
