using System.Net.Sockets;
using System.Runtime.InteropServices;
using EdgeKube.Agent.Replica;
using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.Streams.Forward;

/// <summary>Makes sockets in another network namespace: a socket stays in that in which its thread was when it was made.</summary>
internal static partial class NetworkNamespace
{
    private const int NetworkNamespaces = 0x40000000;
    private const int StackSize = 128 << 10;

    /// <param name="pid">A process in the namespace.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <exception cref="IOException">The namespace is gone, or cannot be entered.</exception>
    public static Task<Socket> OpenSocketAsync(uint pid, AddressFamily family)
    {
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);

        // A thread of its own, which ends at once: one of the pool would carry the namespace on to whatever runs on it next.
        var thread = new Thread(() => Make(pid, family, made), StackSize) { IsBackground = true };
        thread.Start();
        return made.Task;
    }

    private static void Make(uint pid, AddressFamily family, TaskCompletionSource<Socket> made)
    {
        try
        {
            using var handle = NativeDirectory.Open($"/proc/{pid}/ns/net");
            if (SetNamespace(handle, NetworkNamespaces) != 0)
            {
                throw new IOException($"the pod's network cannot be entered: {Marshal.GetLastPInvokeErrorMessage()}");
            }

            made.SetResult(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            made.SetException(e is IOException ? e : new IOException(e.Message, e));
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle handle, int kind);
}
