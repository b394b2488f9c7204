using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Tests.Frames;

public sealed class MessageCheckTests
{
    [Fact]
    public void Seal_StandardBytes_IsTheKnownCrc32C()
    {
        byte[] message = [.. "123456789"u8, 0, 0, 0, 0];
        MessageCheck.Seal(message);
        Assert.Equal(new byte[] { 0x83, 0x92, 0x06, 0xE3 }, message[^4..]);
        Assert.Equal("123456789"u8.ToArray(), MessageCheck.Open(message).ToArray());
    }

    [Fact]
    public void Decode_AnyBitOfAnyFrameFlipped_IsRefused()
    {
        foreach (var message in Samples.All.Select(frame => FrameCodec.Encode(new(7, frame))))
        {
            for (var bit = 0; bit < message.Length * 8; bit++)
            {
                var spoiled = message.ToArray();
                spoiled[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Throws<LinkProtocolException>(() => FrameCodec.Decode(spoiled, LinkLimits.Default));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decode_TooShortForACheck_IsRefused(int length) =>
        Assert.Throws<LinkProtocolException>(() => FrameCodec.Decode(Enumerable.Repeat((byte)1, length).ToArray(), LinkLimits.Default));
}
