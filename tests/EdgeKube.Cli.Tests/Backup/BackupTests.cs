using System.Security.Cryptography;
using EdgeKube.Link.Backup;

namespace EdgeKube.Cli.Tests.Backup;

public sealed class BackupTests
{
    private const string Secret = "correct horse";

    [Fact]
    public async Task Seal_AndOpen_GivesTheSameItems()
    {
        var items = Items();

        var opened = BackupItems.Read(BackupSeal.Open(await SealAsync(items), Secret));

        Assert.Equal(items.Select(item => item.Name), opened.Select(item => item.Name));
        Assert.All(items.Zip(opened), pair => Assert.True(pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(70_000)]
    [InlineData(-1)]
    [InlineData(-20)]
    public async Task Open_CutOff_Refused(int length)
    {
        var whole = (await SealAsync(Items())).ToArray();

        Assert.Throws<InvalidDataException>(() => BackupSeal.Open(new MemoryStream(whole[..(length < 0 ? whole.Length + length : length)]), Secret));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(36)]
    [InlineData(100)]
    [InlineData(90_000)]
    public async Task Open_OneBitOtherwise_Refused(int at)
    {
        var file = (await SealAsync(Items())).ToArray();
        file[at] ^= 1;

        Assert.Throws<InvalidDataException>(() => BackupSeal.Open(new MemoryStream(file), Secret));
    }

    [Fact]
    public async Task Open_AnotherPassphrase_Refused()
    {
        var file = await SealAsync(Items());

        Assert.Throws<InvalidDataException>(() => BackupSeal.Open(file, "another horse"));
    }

    [Fact]
    public void Read_ItemsWithoutTheirEnd_Refused() =>
        Assert.Throws<InvalidDataException>(() => BackupItems.Read(new MemoryStream(BackupItems.Encode(new BackupItem("/a", new byte[3])))));

    [Fact]
    public async Task Restore_NeverOverwritesNorTakesHalf()
    {
        var directory = Directory.CreateTempSubdirectory("ek-restore-");
        try
        {
            var file = Path.Combine(directory.FullName, "backup");
            var phrase = Path.Combine(directory.FullName, "phrase");
            var target = Path.Combine(directory.FullName, "data");
            var whole = (await SealAsync(Items())).ToArray();
            await File.WriteAllTextAsync(phrase, Secret);

            await File.WriteAllBytesAsync(file, whole[..^1]);
            Assert.Equal((1, $"error: {file}: it is not whole: its end is missing; nothing was restored\n"), await RestoreAsync(file, phrase, target));
            Assert.False(Directory.Exists(target));

            await File.WriteAllBytesAsync(file, whole);
            Assert.Equal((0, ""), await RestoreAsync(file, phrase, target));
            Assert.Equal("key", await File.ReadAllTextAsync(Path.Combine(target, "pki", "ca.key")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(target, "restore.items")));
            Assert.Equal(1, (await RestoreAsync(file, phrase, target)).Exit);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<(int Exit, string Error)> RestoreAsync(string file, string phrase, string target)
    {
        var (exit, _, error) = await Edgectl.RunAsync("", $"restore {file} --passphrase-file {phrase} --data-dir {target}");
        return (exit, error);
    }

    private static IReadOnlyList<BackupItem> Items() =>
        [new("pki/ca.key", "key"u8.ToArray()), .. Enumerable.Range(0, 20).Select(i => new BackupItem($"/configmaps/default/c{i}", RandomNumberGenerator.GetBytes(10_000)))];

    private static async Task<MemoryStream> SealAsync(IReadOnlyList<BackupItem> items)
    {
        using var plain = new MemoryStream();
        foreach (var item in items.Append(BackupItems.End(items.Count)))
        {
            plain.Write(BackupItems.Encode(item));
        }

        plain.Position = 0;
        var file = new MemoryStream();
        await BackupSeal.WriteAsync(plain, file, Secret, CancellationToken.None);
        file.Position = 0;
        return file;
    }
}
