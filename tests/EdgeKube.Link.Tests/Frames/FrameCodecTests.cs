using EdgeKube.Link.Frames;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Link.Tests.Frames;

public sealed class FrameCodecTests
{
    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Samples.All.Count)];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Decode_EncodedFrame_GivesItBack(int index)
    {
        var bytes = FrameCodec.Encode(new(42, Samples.All[index]));
        var envelope = FrameCodec.Decode(bytes, LinkLimits.Default);
        Assert.Equal(42ul, envelope.Session);
        Assert.Equal(Samples.All[index].GetType(), envelope.Frame.GetType());
        Assert.Equivalent(Samples.All[index], envelope.Frame);
        Assert.Equal(bytes, FrameCodec.Encode(envelope));
    }

    [Fact]
    public void Decode_FieldsOfANewerPeer_SkipsThem()
    {
        var writer = new WireWriter();
        writer.Fixed64(1, 5);
        writer.Text(900, "envelope of tomorrow");
        var mark = writer.Begin((int)FrameNumber.Probe);
        writer.Number(1, 2);
        writer.Fixed64(70, 1);
        writer.Number(2, 9);
        writer.Text(71, "probe of tomorrow");
        writer.End(mark);
        var envelope = FrameCodec.DecodeBare(writer.ToArray(), LinkLimits.Default);
        Assert.Equal(new Envelope(5, new Frame.Probe(Link.Sync.SetId.Report, 9)), envelope);
    }

    [Fact]
    public void Decode_FrameOfANewerPeer_IsUnknown()
    {
        var writer = new WireWriter();
        writer.Fixed64(1, 5);
        writer.Text(99, "frame of tomorrow");
        Assert.IsType<Frame.Unknown>(FrameCodec.DecodeBare(writer.ToArray(), LinkLimits.Default).Frame);
    }

    [Theory]
    [InlineData("0A")]
    [InlineData("0AFFFFFFFF0F")]
    [InlineData("32FFFFFFFFFFFFFFFFFF01")]
    [InlineData("00")]
    [InlineData("0B")]
    [InlineData("32021A0F")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("220432020A00")]
    public void Decode_Malformed_ThrowsProtocolException(string hex) =>
        Assert.Throws<LinkProtocolException>(() => FrameCodec.DecodeBare(Convert.FromHexString(hex), LinkLimits.Default));

    [Fact]
    public void Decode_ContentOverTheCap_ThrowsProtocolException()
    {
        var frame = new Frame.Delta(Link.Sync.SetId.View, 1, default, default, null, [new("k", default, new byte[101])], []);
        var bytes = FrameCodec.Encode(new(1, frame));
        Assert.Throws<LinkProtocolException>(() => FrameCodec.Decode(bytes, LinkLimits.Default with { MaxContent = 100 }));
    }
}
