using System.Formats.Tar;
using System.Text;
using EdgeKube.Agent.Images;
using Entry = System.Formats.Tar.TarEntry;

namespace EdgeKube.Agent.Tests.Images;

public sealed class TarArchiveReaderTests
{
    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Next_LongNamesAndLinks_AreReadInEveryFormat(TarEntryFormat format)
    {
        var folder = string.Join('/', Enumerable.Repeat("folder", format == TarEntryFormat.Ustar ? 15 : 60));
        var stream = Write(format, ($"{folder}/file", "content", null), ("link", "", $"{folder}/f"[^50..]));

        var reader = new TarArchiveReader(stream);

        Assert.Equal(new Agent.Images.TarEntry($"{folder}/file", 7, TarEntryKind.File, ""), (await reader.NextAsync(default))! with { Owner = default });
        var content = new byte[100];
        Assert.Equal("content", Encoding.UTF8.GetString(content, 0, await reader.ReadAsync(content, default)));
        Assert.Equal(0, await reader.ReadAsync(content, default));
        Assert.Equal(new Agent.Images.TarEntry("link", 0, TarEntryKind.SymbolicLink, $"{folder}/f"[^50..]), (await reader.NextAsync(default))! with { Owner = default });
        Assert.Null(await reader.NextAsync(default));
    }

    [Fact]
    public async Task Next_HugePaxHeader_IsRefusedBeforeAllocation()
    {
        var archive = Write(TarEntryFormat.Pax, (new string('n', 150), "", null)).ToArray();
        // The size of the first header, which is the pax one, becomes 8 GiB - 1.
        "77777777777\0"u8.CopyTo(archive.AsSpan(124));
        FixChecksum(archive);

        var failure = await Assert.ThrowsAsync<ImageArchiveException>(() => ReadAllAsync(new MemoryStream(archive)));

        Assert.Contains("longer than", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_MutatedArchives_EndOrAreRefused()
    {
        var random = new Random(1);
        byte[][] seeds = [.. new[] { TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu }.Select(f => Write(f, (new string('n', 70) + '/' + new string('n', 70), "content", null), ("link", "", "n")).ToArray())];
        for (var i = 0; i < 20_000; i++)
        {
            var archive = seeds[i % seeds.Length].ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                archive[random.Next(archive.Length)] = (byte)random.Next(256);
            }

            if (i % 2 == 0)
            {
                FixChecksum(archive);
            }

            try
            {
                await ReadAllAsync(new MemoryStream(archive, 0, random.Next(archive.Length)));
            }
            catch (ImageArchiveException)
            {
            }
        }
    }

    private static async Task ReadAllAsync(Stream stream)
    {
        var reader = new TarArchiveReader(stream);
        while (await reader.NextAsync(default) is not null)
        {
        }
    }

    private static void FixChecksum(byte[] archive)
    {
        archive.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var each in archive.AsSpan(0, 512))
        {
            sum += each;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(archive, 148);
    }

    private static MemoryStream Write(TarEntryFormat format, params (string Path, string Content, string? Link)[] files)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (var (path, content, link) in files)
            {
                var type = link is null ? TarEntryType.RegularFile : TarEntryType.SymbolicLink;
                Entry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(type, path),
                    TarEntryFormat.Gnu => new GnuTarEntry(type, path),
                    _ => new UstarTarEntry(type, path),
                };
                if (link is null)
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                }
                else
                {
                    entry.LinkName = link;
                }

                writer.WriteEntry(entry);
            }
        }

        stream.Position = 0;
        return stream;
    }
}
