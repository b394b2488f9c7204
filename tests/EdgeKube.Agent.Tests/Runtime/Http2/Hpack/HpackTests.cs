using System.Buffers;
using EdgeKube.Agent.Runtime.Http2;
using EdgeKube.Agent.Runtime.Http2.Frames;
using EdgeKube.Agent.Runtime.Http2.Hpack;

namespace EdgeKube.Agent.Tests.Runtime.Http2.Hpack;

public sealed class HpackTests
{
    private const int MaxListSize = 64 << 10;

    /// <summary>RFC 7541, C.6: three responses of one connection, Huffman-coded, with a table of 256 bytes that must evict.</summary>
    [Fact]
    public void Decode_ExamplesOfTheStandard_AsPrinted()
    {
        var decoder = new HpackDecoder(MaxListSize);

        var first = Decode(decoder, "3fe101 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3");
        var second = Decode(decoder, "4883 640e ffc1 c0bf");
        var third = Decode(
            decoder,
            "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07");

        string[] common = ["cache-control=private", "date=Mon, 21 Oct 2013 20:13:21 GMT", "location=https://www.example.com"];
        Assert.Equal([":status=302", .. common], first);
        Assert.Equal([":status=307", .. common], second);
        Assert.Equal(
            [
                ":status=200",
                "cache-control=private",
                "date=Mon, 21 Oct 2013 20:13:22 GMT",
                "location=https://www.example.com",
                "content-encoding=gzip",
                "set-cookie=foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
            ],
            third);
    }

    /// <summary>RFC 7541, C.2: the three kinds of literals.</summary>
    [Theory]
    [InlineData("400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572", "custom-key=custom-header")]
    [InlineData("040c 2f73 616d 706c 652f 7061 7468", ":path=/sample/path")]
    [InlineData("1008 7061 7373 776f 7264 0673 6563 7265 74", "password=secret")]
    [InlineData("82", ":method=GET")]
    public void Decode_OneField_IsRead(string block, string expected) => Assert.Equal([expected], Decode(new HpackDecoder(MaxListSize), block));

    [Theory]
    [InlineData("80", nameof(Http2ErrorCode.CompressionError))] // index 0
    [InlineData("be", nameof(Http2ErrorCode.CompressionError))] // never said
    [InlineData("ffffffffff7f", nameof(Http2ErrorCode.CompressionError))] // an index past all bounds
    [InlineData("ff", nameof(Http2ErrorCode.CompressionError))] // a number cut off
    [InlineData("40", nameof(Http2ErrorCode.CompressionError))] // a literal cut off
    [InlineData("4005 6162", nameof(Http2ErrorCode.CompressionError))] // a name cut off
    [InlineData("4001 61 7f ffffff07", nameof(Http2ErrorCode.CompressionError))] // a value of megabytes
    [InlineData("4001 61 81 00", nameof(Http2ErrorCode.CompressionError))] // padding that is not ones
    [InlineData("4001 61 82 1fff", nameof(Http2ErrorCode.CompressionError))] // padding longer than seven bits
    [InlineData("4001 61 84 ffff ffff", nameof(Http2ErrorCode.CompressionError))] // the end of the string inside it
    [InlineData("3fe2 1f", nameof(Http2ErrorCode.CompressionError))] // a table of 4097 bytes
    [InlineData("82 20", nameof(Http2ErrorCode.CompressionError))] // a resize after a field
    public void Decode_BadBlock_IsTypedFailure(string block, string expected)
    {
        var failure = Assert.Throws<Http2Exception>(() => Decode(new HpackDecoder(MaxListSize), block));

        Assert.Equal(expected, failure.Code.ToString());
    }

    [Fact]
    public void Decode_SmallBlockOfManyLargeFields_IsRefused()
    {
        var decoder = new HpackDecoder(MaxListSize);
        var remembered = new byte[] { 0x40, 0x01, (byte)'a', 0x7F, 0xA1, 0x1E }.Concat(new byte[4000]).ToArray();
        decoder.Decode(remembered);

        var failure = Assert.Throws<Http2Exception>(() => decoder.Decode(Enumerable.Repeat((byte)0xBE, 100).ToArray()));

        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, failure.Code);
    }

    [Fact]
    public void Encode_FieldsOfEveryKind_DecodeToThemselves()
    {
        HeaderField[] fields =
        [
            new(":method", "POST"),
            new(":path", "/runtime.v1.RuntimeService/Version"),
            new("te", "trailers"),
            new("empty", ""),
            new("long", new string('x', 40_000)),
            new("border", new string('y', 127)),
        ];
        var block = new ArrayBufferWriter<byte>();

        HpackEncoder.Write(block, fields);

        Assert.Equal(fields, new HpackDecoder(MaxListSize).Decode(block.WrittenSpan));
    }

    private static IEnumerable<string> Decode(HpackDecoder decoder, string hex) =>
        decoder.Decode(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).Select(f => $"{f.Name}={f.Value}");
}
