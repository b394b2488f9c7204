using System.Text;
using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;
using EdgeKube.Link.Traffic;

namespace EdgeKube.Link.Tests.Traffic;

public sealed class TrafficClassifierTests
{
    [Theory]
    [InlineData(SetId.View, "Pod/default/web", TrafficClass.Control)]
    [InlineData(SetId.Report, "Pod/default/web", TrafficClass.Status)]
    [InlineData(SetId.Report, "Node//n1", TrafficClass.Status)]
    [InlineData(SetId.Report, "Event/default/web.1", TrafficClass.Events)]
    public void Of_Delta_IsWhatItCarries(SetId set, string key, TrafficClass expected) =>
        Assert.Equal(expected, Of(new Frame.Delta(set, 1, default, default, null, [Upsert(key, 10)], [])));

    [Fact]
    public void Of_MixedDelta_IsWhatItCarriesMoreOf()
    {
        Assert.Equal(TrafficClass.Status, Of(Report([Upsert("Event/default/a", 10), Upsert("Pod/default/a", 20)], [])));
        Assert.Equal(TrafficClass.Events, Of(Report([Upsert("Event/default/a", 20), Upsert("Pod/default/a", 10)], [])));
        Assert.Equal(TrafficClass.Events, Of(Report([], ["Event/default/a"])));
        Assert.Equal(TrafficClass.Status, Of(Report([], ["Pod/default/a"])));
    }

    [Fact]
    public void Of_PackedDelta_IsLookedInto()
    {
        var delta = FrameCodec.EncodeFrame(Report([Upsert("Event/default/a", 5000)], []));
        var packed = Packing.Pack(delta)!;

        Assert.Equal(TrafficClass.Events, Of(new Frame.Packed(delta.Length, packed)));
    }

    [Fact]
    public void Of_RestOfTheConversation_IsControl()
    {
        Assert.Equal(TrafficClass.Control, Of(new Frame.Ack(SetId.Report, 1, default)));
        Assert.Equal(TrafficClass.Control, Of(new Frame.Resync(SetId.Report, 1, default)));
        Assert.Equal(TrafficClass.Logs, TrafficClassifier.Of(LinkChannel.Stream, FrameCodec.Encode(new(1, new Frame.Cancel(7)))));
    }

    [Fact]
    public void Of_Noise_IsOther()
    {
        var random = new Random(1);
        for (var run = 0; run < 10_000; run++)
        {
            var noise = new byte[random.Next(100)];
            random.NextBytes(noise);
            TrafficClassifier.Of(LinkChannel.Control, noise);
        }

        Assert.Equal(TrafficClass.Other, TrafficClassifier.Of(LinkChannel.Control, "nonsense"u8.ToArray()));
    }

    private static Frame.Delta Report(IReadOnlyList<SetUpsert> upserts, IReadOnlyList<string> deletes) =>
        new(SetId.Report, 1, default, default, null, upserts, deletes);

    private static TrafficClass Of(Frame frame) => TrafficClassifier.Of(LinkChannel.Control, FrameCodec.Encode(new(1, frame)));

    private static SetUpsert Upsert(string key, int length)
    {
        var content = Encoding.UTF8.GetBytes(new string('x', length));
        return new(key, ContentHash.Of(content), content);
    }
}
