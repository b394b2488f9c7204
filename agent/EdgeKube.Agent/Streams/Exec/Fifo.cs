using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.Streams.Exec;

/// <summary>
/// A named pipe between the agent and a container's shim. Both of its ends are held here until the shim has opened its own: otherwise the one
/// would read an early end, or the other find nobody to write to. Reads and writes wait without a thread.
/// </summary>
internal sealed partial class Fifo : IDisposable
{
    private const int WriteOnly = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const uint OwnerOnly = 0x180;

    private readonly SafePipeHandle _other;

    /// <summary>Makes the pipe.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public Fifo(string path, bool isInput)
    {
        Path = path;
        if (MakeFifo(path, OwnerOnly) != 0)
        {
            throw Failed(path);
        }

        var reader = Open(path, 0);
        var writer = Open(path, WriteOnly);
        (Stream, _other) = isInput
            ? (new AnonymousPipeClientStream(PipeDirection.Out, writer), reader)
            : (new AnonymousPipeClientStream(PipeDirection.In, reader), writer);
    }

    public string Path { get; }

    /// <summary>The agent's end.</summary>
    public PipeStream Stream { get; }

    /// <summary>The shim has opened its end: when that is closed, this one reads an end.</summary>
    public void ReleaseOther() => _other.Dispose();

    public void Dispose()
    {
        Stream.Dispose();
        _other.Dispose();
    }

    private static SafePipeHandle Open(string path, int access)
    {
        var handle = OpenFile(path, access | NonBlocking | CloseOnExec);
        return handle >= 0 ? new SafePipeHandle(handle, ownsHandle: true) : throw Failed(path);
    }

    private static IOException Failed(string path) => new($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenFile(string path, int flags);
}
