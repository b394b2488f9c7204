using EdgeKube.Testing.Containerd;

namespace EdgeKube.Testing;

/// <summary>A file system of its own on a loop device: it can fill up, fail and stop. Disposing unmounts and removes it.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ek-small-disk-");

    /// <param name="bytes">Its size, what ext4 needs for itself included.</param>
    /// <param name="path">Where it is mounted: an existing directory; null: one of its own.</param>
    /// <param name="inodes">So many files; null: what ext4 thinks right.</param>
    public SmallDisk(long bytes, string? path = null, int? inodes = null)
    {
        Path = path ?? _directory.CreateSubdirectory("mount").FullName;
        Command.MustRun("mount", "-t", "tmpfs", "-o", $"size={bytes + (1 << 20)}", "tmpfs", Device);
        Command.MustRun("truncate", "-s", $"{bytes}", Image);
        string[] count = inodes is { } most ? ["-N", $"{most}"] : [];
        Command.MustRun("mkfs.ext4", ["-q", "-F", "-m", "0", "-E", "lazy_itable_init=0,lazy_journal_init=0", .. count, Image]);
        Command.MustRun("mount", "-o", "loop,errors=remount-ro", Image, Path);
    }

    public string Path { get; }

    // What the loop device reads and writes: in memory, and with no room for more.
    private string Device => _directory.CreateSubdirectory("device").FullName;

    private string Image => System.IO.Path.Combine(Device, "image");

    private string Filler => System.IO.Path.Combine(Device, "filler");

    private string Kept => System.IO.Path.Combine(_directory.FullName, "kept");

    /// <summary>From now on whatever is read from the device, or written to it, gives EIO; what the page cache holds is there.</summary>
    public void Break()
    {
        Command.MustRun("sync", "-f", Path);
        Command.MustRun("cp", "--sparse=always", Image, Kept);
        Command.MustRun("truncate", "-s", "0", Image);
        Command.Run("dd", "if=/dev/zero", $"of={Filler}", "bs=64k", "status=none");
    }

    /// <summary>The device answers again, with what it held before.</summary>
    public void Mend()
    {
        File.Delete(Filler);
        Command.MustRun("dd", $"if={Kept}", $"of={Image}", "conv=notrunc", "bs=1M", "status=none");
    }

    /// <summary>As an error in its own data does it: nothing can be written until it is mounted anew.</summary>
    public void StopByError()
    {
        var device = System.IO.Path.GetFileName(Command.MustRun("findmnt", "-n", "-o", "SOURCE", "--mountpoint", Path).Trim());
        File.WriteAllText($"/sys/fs/ext4/{device}/trigger_fs_error", "test");
    }

    public void Dispose()
    {
        Command.Run("umount", "-l", Path);
        Command.Run("umount", "-l", Device);
        _directory.Delete(recursive: true);
    }
}
