using System.Buffers.Binary;
using System.Text;
using EdgeKube.Controller.Http.Spdy;

namespace EdgeKube.Controller.Tests.Http.Spdy;

public sealed class SpdyReaderTests
{
    [Fact]
    public void Dictionary_HasTheChecksumThatPeersName()
    {
        var (a, b) = (1u, 0u);
        foreach (var value in SpdyDictionary.Build())
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        Assert.Equal(SpdyDictionary.Id, (b << 16) | a);
    }

    [Fact]
    public void Read_FramesInPiecesOfAnySize_AreTheSame()
    {
        byte[] wire =
        [
            .. Open(1, begins: true, ("streamtype", "error"), ("port", "8080"), ("requestid", "0")),
            .. Open(3, begins: false, ("streamtype", "data"), ("port", "8080"), ("requestid", "0")),
            .. SpdyWriter.Data(3, new byte[5000], ends: false),
            .. SpdyWriter.Pong(7),
            .. SpdyWriter.Data(3, [], ends: true),
            .. SpdyWriter.Refuse(1),
        ];
        var random = new Random(3);
        for (var run = 0; run < 50; run++)
        {
            using var reader = new SpdyReader();
            var frames = new List<SpdyFrame>();
            for (ReadOnlyMemory<byte> rest = wire; !rest.IsEmpty;)
            {
                var size = Math.Min(rest.Length, random.Next(1, 2000));
                frames.AddRange(reader.Read(rest[..size]));
                rest = rest[size..];
            }

            var opened = frames.OfType<SpdyFrame.Open>().ToArray();
            Assert.Equal([(1u, "error", "8080"), (3u, "data", "8080")], opened.Select(frame => (frame.Stream, frame.Headers["streamtype"], frame.Headers["port"])));
            Assert.Equal(5000, frames.OfType<SpdyFrame.Data>().Sum(data => data.Bytes.Length));
            Assert.True(frames.OfType<SpdyFrame.Data>().Last().Ends);
            Assert.Equal(7u, Assert.Single(frames.OfType<SpdyFrame.Ping>()).Id);
            Assert.Equal(1u, Assert.Single(frames.OfType<SpdyFrame.Reset>()).Stream);
        }
    }

    [Fact]
    public void Read_RandomBytes_AreRefusedOrIgnored()
    {
        var random = new Random(5);
        for (var run = 0; run < 3000; run++)
        {
            var bytes = Open(1, begins: true, ("port", "1"));
            for (var i = random.Next(1, 8); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            using var reader = new SpdyReader();
            try
            {
                reader.Read(bytes);
            }
            catch (SpdyException)
            {
                // As it should be.
            }
        }
    }

    // Deflate knows no dictionary here either; a stream that does not use it may name it all the same.
    private static byte[] Open(uint stream, bool begins, params (string Name, string Value)[] headers)
    {
        var block = new MemoryStream();
        Write(block, (uint)headers.Length);
        foreach (var (name, value) in headers)
        {
            Write(block, (uint)name.Length);
            block.Write(Encoding.ASCII.GetBytes(name));
            Write(block, (uint)value.Length);
            block.Write(Encoding.ASCII.GetBytes(value));
        }

        var length = (int)block.Length;
        byte[] packed =
        [
            .. begins ? new byte[] { 0x78, 0xBB, 0xE3, 0xC6, 0xA7, 0xC2 } : [],
            0, (byte)length, (byte)(length >> 8), (byte)~length, (byte)(~length >> 8), .. block.ToArray(), 0, 0, 0, 0xFF, 0xFF,
        ];
        var frame = new MemoryStream();
        frame.Write([0x80, 3, 0, 1]);
        Write(frame, (uint)(packed.Length + 10));
        Write(frame, stream);
        frame.Write(new byte[6]);
        frame.Write(packed);
        return frame.ToArray();
    }

    private static void Write(MemoryStream target, uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        target.Write(bytes);
    }
}
