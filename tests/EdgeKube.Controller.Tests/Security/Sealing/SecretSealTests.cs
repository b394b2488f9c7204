using System.Text;
using EdgeKube.Controller.Security.Sealing;
using EdgeKube.Controller.Store;
using EdgeKube.Controller.Tests.Store;

namespace EdgeKube.Controller.Tests.Security.Sealing;

/// <summary>Secrets in a real store's files.</summary>
public sealed class SecretSealTests : IDisposable
{
    private const string Canary = "{\"data\":\"canary-7f3a91\"}";
    private IReadOnlyList<SecretKey> _keys = [SecretKey.New()];
    private readonly TemporaryStore _at;

    public SecretSealTests() => _at = new(path => new StoreOptions { Path = path, Seal = new SecretSeal(_keys) });

    public void Dispose() => _at.Dispose();

    [Fact]
    public async Task Write_Secret_IsInNoFileAndReadAgain()
    {
        await _at.PutAsync("/secrets/default/s", Canary);
        await _at.PutAsync("/configmaps/default/c", "{\"data\":\"open\"}");
        Assert.False(OnDisk("canary"));
        Assert.True(OnDisk("open"));
        Assert.Equal(Canary, _at.Value("/secrets/default/s"));
        _at.Reopen();
        Assert.False(OnDisk("canary"));
        Assert.Equal(Canary, _at.Value("/secrets/default/s"));
    }

    [Fact]
    public async Task Open_WithANewKeyBeforeTheOldOne_ReadsBoth()
    {
        await _at.PutAsync("/secrets/default/old", Canary);
        _keys = [SecretKey.New(), .. _keys];
        _at.Reopen();
        await _at.PutAsync("/secrets/default/new", Canary);
        _at.Reopen();
        Assert.Equal((Canary, Canary), (_at.Value("/secrets/default/old"), _at.Value("/secrets/default/new")));
    }

    [Fact]
    public async Task Open_WithoutTheKey_SaysWhichIsMissingAndChangesNothing()
    {
        await _at.PutAsync("/secrets/default/s", Canary);
        var id = _keys[0].Id;
        var right = _keys;
        _keys = [SecretKey.New()];
        _at.Close();
        var refused = Assert.Throws<StoreDamagedException>(_at.OpenAgain);
        Assert.Contains($"\"/secrets/default/s\" is sealed with key {id:x8}, which secrets.key does not hold", refused.Message, StringComparison.Ordinal);
        _keys = right;
        _at.Reopen();
        Assert.Equal(Canary, _at.Value("/secrets/default/s"));
    }

    [Fact]
    public void Open_InAnotherPlaceOrChanged_IsRefused()
    {
        var seal = new SecretSeal(_keys);
        var stored = seal.Seal("/secrets/a/s", 7, Encoding.UTF8.GetBytes(Canary)).ToArray();
        Assert.Equal(Canary, Encoding.UTF8.GetString(seal.Open("/secrets/a/s", 7, stored)));
        Assert.Throws<StoreSealException>(() => seal.Open("/secrets/b/s", 7, stored));
        Assert.Throws<StoreSealException>(() => seal.Open("/secrets/a/s", 8, stored));
        foreach (var at in Enumerable.Range(1, stored.Length - 1))
        {
            var changed = stored.ToArray();
            changed[at] ^= 1;
            Assert.Throws<StoreSealException>(() => seal.Open("/secrets/a/s", 7, changed));
        }

        foreach (var length in Enumerable.Range(1, stored.Length - 1))
        {
            Assert.Throws<StoreSealException>(() => seal.Open("/secrets/a/s", 7, stored[..length]));
        }
    }

    [Fact]
    public void Open_ValueFromBeforeThereWereSeals_IsTakenAsItIs()
        => Assert.Equal(Canary, Encoding.UTF8.GetString(new SecretSeal(_keys).Open("/secrets/a/s", 1, Encoding.UTF8.GetBytes(Canary))));

    private bool OnDisk(string text)
        => Directory.GetFiles(Path.GetDirectoryName(_at.Path)!).Any(path => Read(path).Contains(text, StringComparison.Ordinal));

    private static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
