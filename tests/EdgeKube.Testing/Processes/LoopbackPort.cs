using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Testing.Processes;

/// <summary>For programs that must be told a port, and keep it over restarts.</summary>
public static class LoopbackPort
{
    // Above the ports of build.sh's clusters and below those that the kernel gives to whoever connects or asks for any: such a one could be taken
    // before the program listens there, or while it is killed.
    private const int Lowest = 23_000;
    private const int Count = 9_000;
    private static int _last = Random.Shared.Next(Count);

    /// <summary>One that nobody listens on now, and that nobody else in this process was told.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Lowest + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
