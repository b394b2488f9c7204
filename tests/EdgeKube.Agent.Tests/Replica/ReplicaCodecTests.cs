using System.Text;
using EdgeKube.Agent.Replica;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Tests.Replica;

public sealed class ReplicaCodecTests
{
    private static readonly ReplicaImage Sample = ReplicaImage.Empty.With(
        [Upsert("Pod/default/web-1", "{\"kind\":\"Pod\"}"), Upsert("Node//n1", ""), Upsert("ConfigMap/default/ä", "{}")],
        [],
        new ViewVersion("epoch-1", 42));

    [Fact]
    public void Decode_WhatEncodeWrote_IsTheSame()
    {
        var decoded = ReplicaCodec.Decode(ReplicaCodec.Encode(Sample));

        Assert.Equal(Sample.Generation, decoded.Generation);
        Assert.Equal(Sample.Version, decoded.Version);
        Assert.Equal(Sample.Entries.Keys.Order(), decoded.Entries.Keys.Order());
        Assert.All(Sample.Entries, e => Assert.True(e.Value.Content.Span.SequenceEqual(decoded.Entries[e.Key].Content.Span)));
        Assert.All(Sample.Entries, e => Assert.Equal(e.Value.Hash, decoded.Entries[e.Key].Hash));
    }

    [Fact]
    public void Decode_EverySingleBitFlipped_IsRefused()
    {
        var bytes = ReplicaCodec.Encode(Sample).ToArray();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<ReplicaDamagedException>(() => ReplicaCodec.Decode(bytes));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Decode_CutAnywhere_IsRefused()
    {
        var bytes = ReplicaCodec.Encode(Sample);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<ReplicaDamagedException>(() => ReplicaCodec.Decode(cut));
        }
    }

    [Fact]
    public void With_SameChangesInAnyOrder_GivesTheSameEntries()
    {
        var forward = ReplicaImage.Empty.With([Upsert("a", "1"), Upsert("b", "2")], [], null).With([], ["a"], null);
        var backward = ReplicaImage.Empty.With([Upsert("b", "2")], ["a"], null);

        Assert.Equal(SetDigest.Of(forward.State.Entries), SetDigest.Of(backward.State.Entries));
    }

    private static SetUpsert Upsert(string key, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return new SetUpsert(key, ContentHash.Of(bytes), bytes);
    }
}
