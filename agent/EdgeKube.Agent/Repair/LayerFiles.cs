using EdgeKube.Agent.Images;
using EdgeKube.Agent.Volumes;
using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.Repair;

/// <summary>
/// One unpacked layer beside the archive it came from. The archive is hostile: every path is opened beneath the layer's directory, which the kernel
/// does not let it leave; what cannot be reached so is left alone.
/// </summary>
internal sealed class LayerFiles(string directory)
{
    private const string WhiteoutPrefix = ".wh.";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly byte[] _expected = new byte[64 << 10];
    private readonly byte[] _found = new byte[64 << 10];

    /// <returns>Paths that are missing or are not what the archive has.</returns>
    /// <exception cref="ImageArchiveException">The archive cannot be read.</exception>
    public async Task<IReadOnlySet<string>> CheckAsync(Stream archive, CancellationToken cancellationToken)
    {
        var broken = new HashSet<string>(StringComparer.Ordinal);
        await ForEachAsync(archive, async (entry, place, reader) =>
        {
            if (!await IsSoundAsync(entry, place, reader, cancellationToken))
            {
                broken.Add(entry.Path);
            }
        }, cancellationToken);
        return broken;
    }

    /// <summary>Makes these paths what the archive has. A file that is there is written anew in its place, so that its names, owner and attributes stay.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public Task MendAsync(Stream archive, IReadOnlySet<string> broken, CancellationToken cancellationToken) =>
        ForEachAsync(archive, (entry, place, reader) => broken.Contains(entry.Path) ? MendAsync(entry, place, reader, cancellationToken) : Task.CompletedTask, cancellationToken);

    private async Task ForEachAsync(Stream archive, Func<TarEntry, string, TarArchiveReader, Task> work, CancellationToken cancellationToken)
    {
        using var root = NativeFiles.OpenPath(directory);
        var reader = new TarArchiveReader(archive);
        while (await reader.NextAsync(cancellationToken) is { } entry)
        {
            var path = entry.Path.Trim('/');
            var name = Path.GetFileName(path);
            if (name is "" or "." or ".." || name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal) || entry.Kind == TarEntryKind.Other)
            {
                continue;
            }

            using var parent = FindParent(root, Path.GetDirectoryName(path)!);
            if (parent is not null)
            {
                // Through the handle: what the path leads to cannot change any more.
                await work(entry, $"/proc/self/fd/{parent.DangerousGetHandle()}/{name}", reader);
            }
        }
    }

    private static SafeFileHandle? FindParent(SafeFileHandle root, string path)
    {
        try
        {
            return path.Length == 0 ? NativeFiles.FindBeneath(root, ".") : NativeFiles.FindBeneath(root, path);
        }
        catch (IOException)
        {
            // By way of a link that leads elsewhere.
            return null;
        }
    }

    private async Task<bool> IsSoundAsync(TarEntry entry, string place, TarArchiveReader reader, CancellationToken cancellationToken) => entry.Kind switch
    {
        TarEntryKind.Directory => NativeFiles.FindKind(place) == FileKind.Directory,
        TarEntryKind.SymbolicLink => new FileInfo(place).LinkTarget == entry.LinkTarget,
        TarEntryKind.HardLink => NativeFiles.FindKind(place) is not null,
        _ => await HoldsAsync(place, entry.Size, reader, cancellationToken),
    };

    private async Task<bool> HoldsAsync(string place, long size, TarArchiveReader reader, CancellationToken cancellationToken)
    {
        if (new FileInfo(place) is not { Exists: true, LinkTarget: null } info || info.Length != size || NativeFiles.FindKind(place) != FileKind.File)
        {
            return false;
        }

        try
        {
            using var file = File.OpenHandle(place);
            long offset = 0;
            while (await reader.ReadAsync(_expected, cancellationToken) is > 0 and var count)
            {
                if (!await IsSameAsync(file, offset, count, cancellationToken))
                {
                    return false;
                }

                offset += count;
            }

            return true;
        }
        catch (IOException)
        {
            // A block of the disk that cannot be read any more.
            return false;
        }
    }

    private async Task<bool> IsSameAsync(SafeFileHandle file, long offset, int count, CancellationToken cancellationToken)
    {
        for (var read = 0; read < count;)
        {
            var part = await RandomAccess.ReadAsync(file, _found.AsMemory(read, count - read), offset + read, cancellationToken);
            if (part == 0)
            {
                return false;
            }

            read += part;
        }

        return _expected.AsSpan(0, count).SequenceEqual(_found.AsSpan(0, count));
    }

    private async Task MendAsync(TarEntry entry, string place, TarArchiveReader reader, CancellationToken cancellationToken)
    {
        switch (entry.Kind)
        {
            case TarEntryKind.Directory:
                Directory.CreateDirectory(place);
                Own(entry, place);
                break;
            case TarEntryKind.SymbolicLink:
                File.Delete(place);
                File.CreateSymbolicLink(place, entry.LinkTarget);
                break;
            case TarEntryKind.HardLink:
                LinkAgain(entry, place);
                break;
            default:
                await WriteAsync(entry, place, reader, cancellationToken);
                break;
        }
    }

    private async Task WriteAsync(TarEntry entry, string place, TarArchiveReader reader, CancellationToken cancellationToken)
    {
        var isNew = new FileInfo(place) is not { Exists: true, LinkTarget: null };
        if (isNew)
        {
            File.Delete(place);
        }

        await using (var file = new FileStream(place, new FileStreamOptions
        {
            Mode = isNew ? FileMode.CreateNew : FileMode.Truncate,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = isNew ? OwnerOnly : null,
        }))
        {
            while (await reader.ReadAsync(_expected, cancellationToken) is > 0 and var count)
            {
                await file.WriteAsync(_expected.AsMemory(0, count), cancellationToken);
            }

            file.Flush(flushToDisk: true);
        }

        if (isNew)
        {
            Own(entry, place);
        }
    }

    private void LinkAgain(TarEntry entry, string place)
    {
        var target = entry.LinkTarget.Trim('/');
        using var root = NativeFiles.OpenPath(directory);
        using var parent = FindParent(root, Path.GetDirectoryName(target)!);
        if (parent is not null && Path.GetFileName(target) is { Length: > 0 } name and not "..")
        {
            NativeFiles.Link($"/proc/self/fd/{parent.DangerousGetHandle()}/{name}", place);
        }
    }

    private static void Own(TarEntry entry, string place)
    {
        NativeFiles.SetOwner(place, entry.Owner.User);
        NativeFiles.SetGroup(place, entry.Owner.Group);
        File.SetUnixFileMode(place, (UnixFileMode)(entry.Owner.Mode & 0xFFF));
    }
}
