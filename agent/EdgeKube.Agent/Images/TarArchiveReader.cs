using System.Globalization;

namespace EdgeKube.Agent.Images;

/// <summary>
/// Reads a tar stream forward. The platform's reader allocates what a header asks for; this one caps names and attributes first, and
/// knows only what image archives hold.
/// </summary>
internal sealed class TarArchiveReader(Stream stream)
{
    private const int MaxEntries = 100_000;
    private const long MaxExtension = 64 << 10;

    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private readonly byte[] _skip = new byte[16 << 10];
    private string _path = "";
    private long _unread;
    private long _padding;
    private int _entries;

    /// <summary>The next entry, at whose content <see cref="ReadAsync"/> then stands; null at the end.</summary>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        var path = default(string);
        var link = default(string);
        var size = default(long?);
        while (await NextHeaderAsync(cancellationToken) is { } header)
        {
            switch (header.Type)
            {
                case 'L':
                    path = TarHeader.Text(await ReadExtensionAsync(cancellationToken));
                    break;
                case 'K':
                    link = TarHeader.Text(await ReadExtensionAsync(cancellationToken));
                    break;
                case 'x':
                    var attributes = PaxAttributes.Parse(await ReadExtensionAsync(cancellationToken)) ?? throw Bad("its pax header cannot be read");
                    path = attributes.GetValueOrDefault("path", path!);
                    link = attributes.GetValueOrDefault("linkpath", link!);
                    size = attributes.TryGetValue("size", out var text)
                        ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad("its pax header has no valid size")
                        : size;
                    break;
                case 'g':
                    break;
                default:
                    return Enter(path ?? header.Path, size ?? header.Size, header.Type, link ?? header.LinkTarget) with { Owner = header.Owner };
            }
        }

        return null;
    }

    /// <returns>0 at the end of the entry's content.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(buffer.Length, _unread);
        if (wanted == 0)
        {
            return 0;
        }

        var read = await stream.ReadAsync(buffer[..wanted], cancellationToken);
        _unread -= read;
        return read > 0 ? read : throw Bad($"the archive ends {_unread} bytes too early");
    }

    private TarEntry Enter(string path, long size, char type, string link)
    {
        _path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        var kind = type switch
        {
            '0' or '\0' => TarEntryKind.File,
            '1' => TarEntryKind.HardLink,
            '2' => TarEntryKind.SymbolicLink,
            '5' => TarEntryKind.Directory,
            _ => TarEntryKind.Other,
        };
        SetContent(size);
        return new TarEntry(_path, size, kind, link);
    }

    private async ValueTask<TarHeader?> NextHeaderAsync(CancellationToken cancellationToken)
    {
        await SkipAsync(cancellationToken);
        var read = await stream.ReadAtLeastAsync(_block, _block.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0 || (read == _block.Length && !_block.AsSpan().ContainsAnyExcept((byte)0)))
        {
            return null;
        }

        if (read < _block.Length || ++_entries > MaxEntries)
        {
            throw new ImageArchiveException(read < _block.Length ? "The archive ends inside a tar header" : $"The archive holds more than {MaxEntries} entries");
        }

        var header = TarHeader.Parse(_block) ?? throw new ImageArchiveException(
            _entries == 1 ? "The file is not a tar archive (nor a gzipped one)" : $"The archive is damaged after {_path}: not a tar header");
        _path = header.Path;
        SetContent(header.Size);
        return header;
    }

    private void SetContent(long size)
    {
        _unread = size;
        _padding = -size & (TarHeader.BlockSize - 1);
    }

    private async ValueTask<byte[]> ReadExtensionAsync(CancellationToken cancellationToken)
    {
        if (_unread > MaxExtension)
        {
            throw Bad($"its name or attributes are longer than {MaxExtension} bytes");
        }

        var extension = new byte[_unread];
        for (var read = 0; read < extension.Length;)
        {
            read += await ReadAsync(extension.AsMemory(read), cancellationToken);
        }

        return extension;
    }

    private async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        while (await ReadAsync(_skip, cancellationToken) > 0)
        {
        }

        _unread = _padding;
        _padding = 0;
        while (await ReadAsync(_skip, cancellationToken) > 0)
        {
        }
    }

    private ImageArchiveException Bad(string what) => new($"{_path}: {what}");
}
