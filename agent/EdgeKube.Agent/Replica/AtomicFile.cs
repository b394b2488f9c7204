namespace EdgeKube.Agent.Replica;

/// <summary>Files that are there as a whole or not at all, whatever moment the power goes. Readable by their owner only.</summary>
internal static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a directory that only its owner may look into.</summary>
    public static void CreateDirectory(string path) => Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);

    /// <summary>Replaces a file: temporary file, fsync, rename, fsync of the directory. Returns when it is on the disk.</summary>
    /// <exception cref="IOException">The disk is full, failing or read-only; the former file is untouched.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = OwnerOnly,
        }))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>A rename or a deletion is only durable once the directory is.</summary>
    public static void SyncDirectory(string path)
    {
        using var handle = NativeDirectory.Open(path);
        RandomAccess.FlushToDisk(handle);
    }
}
