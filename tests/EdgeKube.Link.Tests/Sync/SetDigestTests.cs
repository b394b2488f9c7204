using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Tests.Sync;

public sealed class SetDigestTests
{
    [Fact]
    public void Of_AnyOrder_IsTheSame()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var entries = Entries(random);
            Assert.Equal(SetDigest.Of(entries), SetDigest.Of(entries.OrderBy(_ => random.Next()).ToList()));
        }
    }

    [Fact]
    public void Replace_ManyChanges_EqualsFromScratch()
    {
        var random = new Random(2);
        var set = new Dictionary<string, ContentHash>();
        var digest = SetDigest.Empty;
        for (var i = 0; i < 5_000; i++)
        {
            var key = $"k{random.Next(20)}";
            ContentHash? before = set.TryGetValue(key, out var held) ? held : null;
            ContentHash? after = random.Next(3) == 0 ? null : Hash(random);
            digest = digest.Replace(key, before, after);
            set.Remove(key);
            if (after is { } hash)
            {
                set.Add(key, hash);
            }

            Assert.Equal(SetDigest.Of(set), digest);
        }
    }

    [Fact]
    public void Add_OtherKeyOrHash_Differs()
    {
        var hash = ContentHash.Of("a"u8);
        var digest = SetDigest.Empty.Add("key", hash);
        Assert.NotEqual(SetDigest.Empty, digest);
        Assert.NotEqual(digest, SetDigest.Empty.Add("kex", hash));
        Assert.NotEqual(digest, SetDigest.Empty.Add("key", ContentHash.Of("b"u8)));
    }

    [Fact]
    public void Of_KnownContent_IsTruncatedSha256() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223", ContentHash.Of("abc"u8).ToString());

    private static Dictionary<string, ContentHash> Entries(Random random)
    {
        var entries = new Dictionary<string, ContentHash>();
        for (var i = random.Next(20); i > 0; i--)
        {
            entries[$"k{random.Next(100)}"] = Hash(random);
        }

        return entries;
    }

    private static ContentHash Hash(Random random) => ContentHash.Of([(byte)random.Next(256)]);
}
