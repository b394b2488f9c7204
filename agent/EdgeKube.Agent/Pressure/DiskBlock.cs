using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.Pressure;

/// <summary>
/// One block of a disk, read past the page cache. What a file system says of itself is not enough: it may not have asked its disk for days, and
/// one that an error has stopped is no longer called read-only by statvfs (ext4 since Linux 6.15).
/// </summary>
internal sealed partial class DiskBlock(string directory)
{
    private const int Bytes = 4096;
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED

    // errno, which .NET keeps as an IOException's HResult: EIO, ENXIO, ENODEV, EROFS, EUCLEAN.
    private const int ReadOnly = 30;
    private static readonly int[] Failing = [5, 6, 19, 117];
    private readonly string _path = PathIn(directory);

    /// <summary>The file that the block is in. Other programs' directories have one, too.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, "edgekube-disk-check");

    /// <summary>What is wrong with the disk that a directory is on; null when it gives the block. Takes as long as the disk does.</summary>
    public static DiskFault? Look(string directory) => new DiskBlock(directory).Look();

    public DiskFault? Look()
    {
        try
        {
            // To be opened for writing is enough to hear that nothing may be written.
            using var file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (RandomAccess.GetLength(file) < Bytes)
            {
                Fill(file);
            }

            _ = Advise(file, 0, 0, DontNeed);
            _ = RandomAccess.Read(file, stackalloc byte[Bytes], 0);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A full disk, for one, is told elsewhere.
            return failed.HResult == ReadOnly ? DiskFault.ReadOnly(directory) : Failing.Contains(failed.HResult) ? DiskFault.Failing(directory, failed.Message) : null;
        }
    }

    // Not zeros, which a file system need not keep. Only what has reached the disk can be dropped from the cache.
    private static void Fill(SafeFileHandle file)
    {
        Span<byte> block = stackalloc byte[Bytes];
        block.Fill((byte)'#');
        RandomAccess.Write(file, block, 0);
        RandomAccess.FlushToDisk(file);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise64")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
