using System.Buffers;

namespace EdgeKube.Agent.Runtime.Http2.Frames;

/// <summary>Cuts frames off what has arrived.</summary>
internal static class FrameReader
{
    /// <summary>The default of the protocol; nobody is told of another.</summary>
    public const int MaxPayload = 16 << 10;

    /// <returns>False when the frame is not there yet as a whole; <paramref name="buffer"/> is then untouched.</returns>
    /// <exception cref="Http2Exception">The frame is larger than was allowed.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out FrameHeader header, out ReadOnlySequence<byte> payload)
    {
        (header, payload) = (default, default);
        if (buffer.Length < FrameHeader.Size)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[FrameHeader.Size];
        buffer.Slice(0, FrameHeader.Size).CopyTo(bytes);
        header = FrameHeader.Read(bytes);
        if (header.Length > MaxPayload)
        {
            throw new Http2Exception(Http2ErrorCode.FrameSizeError, $"a frame of {header.Length} bytes");
        }

        if (buffer.Length < FrameHeader.Size + header.Length)
        {
            return false;
        }

        payload = buffer.Slice(FrameHeader.Size, header.Length);
        buffer = buffer.Slice(payload.End);
        return true;
    }
}
