using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Pressure;

/// <summary>What statvfs(3) says of the file system that a path is on.</summary>
/// <param name="Bytes">For those who are not root.</param>
internal sealed partial record FileSystemState(Supply Bytes, Supply Inodes, bool IsReadOnly)
{
    private const int ReadOnly = 1; // ST_RDONLY
    private const int StructBytes = 256;

    /// <exception cref="IOException">The file system does not answer.</exception>
    public static FileSystemState Read(string path)
    {
        Span<byte> raw = stackalloc byte[StructBytes];
        if (StatVfs(path, ref raw[0]) != 0)
        {
            throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }

        // Two longs, six counts of 64 bits, eight bytes of an id, and the flags.
        var word = nint.Size;
        var counts = raw[(2 * word)..];
        var fragment = Word(raw[word..]);
        var flags = Word(counts[(7 * 8)..]);
        return new FileSystemState(
            new Supply(Count(counts, 2) * fragment, Count(counts, 0) * fragment),
            new Supply(Count(counts, 4), Count(counts, 3)),
            (flags & ReadOnly) != 0);
    }

    private static long Count(ReadOnlySpan<byte> counts, int index) => BinaryPrimitives.ReadInt64LittleEndian(counts[(8 * index)..]);

    private static long Word(ReadOnlySpan<byte> raw) => nint.Size == 8 ? BinaryPrimitives.ReadInt64LittleEndian(raw) : BinaryPrimitives.ReadUInt32LittleEndian(raw);

    [LibraryImport("libc", EntryPoint = "statvfs64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatVfs(string path, ref byte state);
}
