using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Local;

/// <summary>Who is at the other end of the node's socket, as the kernel says: what a process was when it connected.</summary>
/// <param name="Groups">The primary and the supplementary ones.</param>
internal sealed record LocalPeer(uint User, IReadOnlyList<uint> Groups)
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int PeerCredentials = 17; // SO_PEERCRED: pid, uid, gid
    private const int PeerGroups = 59; // SO_PEERGROUPS
    private const int MaxGroups = 1024;

    /// <summary>Root, or a member of the group. A socket's mode says the same; this holds where somebody has changed that.</summary>
    public bool IsAllowed(uint? group) => User == 0 || (group is { } wanted && Groups.Contains(wanted));

    /// <exception cref="SocketException">The kernel does not say.</exception>
    public static LocalPeer Of(Socket socket)
    {
        Span<uint> credentials = stackalloc uint[3];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials));
        return new LocalPeer(credentials[1], [credentials[2], .. Supplementary(socket)]);
    }

    private static uint[] Supplementary(Socket socket)
    {
        var groups = new uint[MaxGroups];
        try
        {
            var bytes = socket.GetRawSocketOption(SocketLevel, PeerGroups, MemoryMarshal.AsBytes(groups.AsSpan()));
            return groups[..(bytes / sizeof(uint))];
        }
        catch (SocketException)
        {
            // Kernels before 4.13 do not tell: the primary group counts then.
            return [];
        }
    }
}
