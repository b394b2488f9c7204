using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Probes.Ticks;

/// <summary>Sockets that never wait, by the calls themselves: a Socket of the library would join the loop for all sockets, which this is to spare.</summary>
internal static partial class NativeSockets
{
    public const short Readable = 1;
    public const short Writable = 4;

    private const int StreamCloseOnExecNonBlocking = 1 | 0x80000 | 0x800;
    private const int InProgress = 115;
    private const int WouldBlock = 11;
    private const int NoSignal = 0x4000;
    private const int SolSocket = 1;
    private const int SoError = 4;
    private const int SoLinger = 13;

    /// <summary>Begins a connection; the file, or a negative errno.</summary>
    public static int Connect(IPAddress address, int port)
    {
        var isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        var file = Socket(isV4 ? 2 : 10, StreamCloseOnExecNonBlocking, 0);
        if (file < 0)
        {
            return -Marshal.GetLastPInvokeError();
        }

        // What is closed at once leaves no TIME_WAIT behind on the node.
        SetOption(file, SolSocket, SoLinger, [1, 0], 8);
        var target = isV4 ? V4(address, port) : V6(address, port);
        if (Connect(file, target, target.Length) == 0 || Marshal.GetLastPInvokeError() is InProgress)
        {
            return file;
        }

        var error = Marshal.GetLastPInvokeError();
        Close(file);
        return -error;
    }

    /// <summary>The errno with which a connection failed; zero when it stands.</summary>
    public static int ErrorOf(int file)
    {
        var error = 0;
        var length = sizeof(int);
        return GetOption(file, SolSocket, SoError, ref error, ref length) < 0 ? Marshal.GetLastPInvokeError() : error;
    }

    /// <summary>How many bytes were taken; a negative errno.</summary>
    public static int Send(int file, byte[] bytes) => Result(Send(file, bytes, bytes.Length, NoSignal));

    /// <summary>How many bytes came, zero at the end; a negative errno.</summary>
    public static int Receive(int file, Span<byte> into) => Result(Receive(file, ref MemoryMarshal.GetReference(into), into.Length, 0));

    public static bool IsWouldBlock(int result) => result == -WouldBlock;

    public static SocketError ErrorFor(int errno) => errno switch
    {
        111 => SocketError.ConnectionRefused,
        113 => SocketError.HostUnreachable,
        101 => SocketError.NetworkUnreachable,
        104 or 32 => SocketError.ConnectionReset,
        110 => SocketError.TimedOut,
        _ => SocketError.SocketError,
    };

    public static int Poll(PollEntry[] entries, int count, int milliseconds) => Poll(entries, (nuint)count, milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int file);

    private static int Result(nint count) => count < 0 ? -Marshal.GetLastPInvokeError() : (int)count;

    private static byte[] V4(IPAddress address, int port)
    {
        var target = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(target, 2);
        BinaryPrimitives.WriteUInt16BigEndian(target.AsSpan(2), (ushort)port);
        address.TryWriteBytes(target.AsSpan(4), out _);
        return target;
    }

    private static byte[] V6(IPAddress address, int port)
    {
        var target = new byte[28];
        BinaryPrimitives.WriteUInt16LittleEndian(target, 10);
        BinaryPrimitives.WriteUInt16BigEndian(target.AsSpan(2), (ushort)port);
        address.TryWriteBytes(target.AsSpan(8), out _);
        BinaryPrimitives.WriteUInt32LittleEndian(target.AsSpan(24), (uint)address.ScopeId);
        return target;
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int file, byte[] address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int file, int level, int option, int[] value, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetOption(int file, int level, int option, ref int value, ref int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int file, byte[] bytes, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int file, ref byte bytes, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll([In, Out] PollEntry[] entries, nuint count, int milliseconds);
}
