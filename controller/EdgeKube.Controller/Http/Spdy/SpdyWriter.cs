using System.Buffers.Binary;

namespace EdgeKube.Controller.Http.Spdy;

/// <summary>Makes the frames that this end sends. Pure but for remembering whether the stream of packed headers has begun.</summary>
internal sealed class SpdyWriter
{
    private const byte Fin = 1;

    // No headers (their number, 0), as a stored block, and an empty one behind which makes the reader take the first for whole.
    private static readonly byte[] NoHeaders = [0, 4, 0, 0xFB, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF];

    // zlib without a dictionary.
    private static readonly byte[] Preface = [0x78, 0x01];

    private bool _hasBegun;

    /// <summary>Accepts a stream.</summary>
    public byte[] Reply(uint stream)
    {
        byte[] packed = _hasBegun ? NoHeaders : [.. Preface, .. NoHeaders];
        _hasBegun = true;
        return Control(2, [.. Number(stream), .. packed]);
    }

    public static byte[] Pong(uint id) => Control(6, Number(id));

    /// <summary>Ends a stream that has no use.</summary>
    public static byte[] Refuse(uint stream) => Control(3, [.. Number(stream), .. Number(3)]);

    public static byte[] Data(uint stream, ReadOnlySpan<byte> bytes, bool ends)
    {
        var frame = new byte[8 + bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, stream);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), bytes.Length);
        frame[4] = ends ? Fin : (byte)0;
        bytes.CopyTo(frame.AsSpan(8));
        return frame;
    }

    private static byte[] Control(byte type, byte[] payload)
    {
        var frame = new byte[8 + payload.Length];
        (frame[0], frame[1], frame[3]) = (0x80, 3, type);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), payload.Length);
        payload.CopyTo(frame, 8);
        return frame;
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
