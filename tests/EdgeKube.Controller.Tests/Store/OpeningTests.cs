using EdgeKube.Controller.Store;
using EdgeKube.Controller.Store.Sqlite;

namespace EdgeKube.Controller.Tests.Store;

public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryStore _at = new();

    public void Dispose() => _at.Dispose();

    [Fact]
    public async Task Open_NewStore_IsReadableByItsOwnerOnly()
    {
        await _at.PutAsync("/a/1", "x");

        var owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(_at.Path)!));
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(_at.Path)!), file => Assert.Equal(owner, File.GetUnixFileMode(file)));
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(_at.Path)!).Length);
    }

    [Fact]
    public void Open_SecondTime_NamesTheOtherProcess()
    {
        var exception = Assert.Throws<StoreLockedException>(_at.OpenAgain);

        Assert.Contains("in use by another process", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DamagedPage_SaysWhatToDoAndTouchesNothing()
    {
        Fill();
        Scribble(4096 * 3, 4096);

        AssertRefusedUntouched<StoreDamagedException>("edgectl restore FILE --data-dir");
    }

    [Fact]
    public void Open_OneFlippedBitInAValue_IsFound()
    {
        Fill();
        var bytes = File.ReadAllBytes(_at.Path);
        var at = bytes.AsSpan().IndexOf("value-42."u8);
        Scribble(at + 6, 1);

        AssertRefusedUntouched<StoreDamagedException>("checksum");
    }

    [Fact]
    public void Open_NotADatabase_SaysWhatToDoAndTouchesNothing()
    {
        _at.Close();
        File.WriteAllText(_at.Path, new string('x', 9000));

        AssertRefusedUntouched<StoreDamagedException>("not a database");
    }

    [Fact]
    public void Open_EmptyFileBesideALog_IsDamaged()
    {
        _at.Close();
        File.WriteAllBytes(_at.Path, []);
        File.WriteAllText(_at.Path + "-wal", "x");

        AssertRefusedUntouched<StoreDamagedException>("missing or empty");
    }

    [Fact]
    public void Open_ForeignDatabase_IsRefusedUntouched()
    {
        Change("PRAGMA application_id=7");

        AssertRefusedUntouched<StoreDamagedException>("not EdgeKube's");
    }

    [Fact]
    public void Open_NewerFormat_IsRefusedUntouched()
    {
        Change("PRAGMA user_version=99");

        AssertRefusedUntouched<StoreVersionException>("format 99");
    }

    [Fact]
    public void Open_UnusablePath_IsUnavailable() => Assert.Throws<StoreUnavailableException>(() => new TemporaryStore(directory: "/dev/null"));

    private void Fill()
    {
        var transaction = new StoreTransaction();
        for (var i = 0; i < 500; i++)
        {
            transaction.Put($"/a/{i}", TemporaryStore.Bytes($"value-{i}." + new string('-', 100)));
        }

        _at.Store.CommitAsync(transaction, CancellationToken.None).Wait();
        _at.Close();
    }

    private void Change(string pragma)
    {
        _at.Close();
        using var connection = SqliteConnection.Open(_at.Path);
        connection.Execute(pragma);
    }

    private void Scribble(int offset, int length)
    {
        using var file = File.OpenWrite(_at.Path);
        file.Position = offset;
        file.Write(Enumerable.Repeat((byte)0x5a, length).ToArray());
    }

    private void AssertRefusedUntouched<T>(string message)
        where T : Exception
    {
        var before = Contents();

        var exception = Assert.Throws<T>(_at.Reopen);

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    private List<(string, string)> Contents() => [.. Directory.GetFiles(Path.GetDirectoryName(_at.Path)!)
        .Order().Select(f => (f, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))))];
}
