using System.Buffers;
using System.Buffers.Binary;

namespace EdgeKube.Agent.Runtime.Http2.Frames;

/// <summary>The frames that a client sends.</summary>
internal static class FrameWriter
{
    /// <summary>What every peer must accept, whatever its settings say.</summary>
    public const int MaxPayload = 16 << 10;

    private const ushort EnablePush = 2;
    private const ushort MaxHeaderListSize = 6;

    public static void WritePreface(IBufferWriter<byte> output, int maxHeaderListSize)
    {
        output.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        Span<byte> settings = stackalloc byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(settings, EnablePush);
        BinaryPrimitives.WriteUInt32BigEndian(settings[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(settings[6..], MaxHeaderListSize);
        BinaryPrimitives.WriteUInt32BigEndian(settings[8..], (uint)maxHeaderListSize);
        Write(output, FrameType.Settings, FrameFlags.None, 0, settings);
    }

    public static void WriteSettingsAcknowledgement(IBufferWriter<byte> output) => Write(output, FrameType.Settings, FrameFlags.Acknowledge, 0, []);

    public static void WritePingAcknowledgement(IBufferWriter<byte> output, ReadOnlySpan<byte> payload) =>
        Write(output, FrameType.Ping, FrameFlags.Acknowledge, 0, payload);

    /// <param name="block">Encoded header fields; too many for one frame go on in others.</param>
    public static void WriteHeaders(IBufferWriter<byte> output, int streamId, ReadOnlySpan<byte> block)
    {
        var type = FrameType.Headers;
        while (block.Length > MaxPayload)
        {
            Write(output, type, FrameFlags.None, streamId, block[..MaxPayload]);
            block = block[MaxPayload..];
            type = FrameType.Continuation;
        }

        Write(output, type, FrameFlags.EndHeaders, streamId, block);
    }

    /// <param name="data">In as many frames as it takes; empty data only with <paramref name="endStream"/>.</param>
    public static void WriteData(IBufferWriter<byte> output, int streamId, ReadOnlySpan<byte> data, bool endStream)
    {
        while (data.Length > MaxPayload)
        {
            Write(output, FrameType.Data, FrameFlags.None, streamId, data[..MaxPayload]);
            data = data[MaxPayload..];
        }

        Write(output, FrameType.Data, endStream ? FrameFlags.EndStream : FrameFlags.None, streamId, data);
    }

    public static void WriteReset(IBufferWriter<byte> output, int streamId, Http2ErrorCode code) => WriteNumber(output, FrameType.RstStream, streamId, (uint)code);

    public static void WriteWindowUpdate(IBufferWriter<byte> output, int streamId, int increment) =>
        WriteNumber(output, FrameType.WindowUpdate, streamId, (uint)increment);

    /// <summary>The server opens no streams, so the last one of its own is always zero.</summary>
    public static void WriteGoAway(IBufferWriter<byte> output, Http2ErrorCode code)
    {
        Span<byte> payload = stackalloc byte[8];
        payload.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(payload[4..], (uint)code);
        Write(output, FrameType.GoAway, FrameFlags.None, 0, payload);
    }

    private static void WriteNumber(IBufferWriter<byte> output, FrameType type, int streamId, uint value)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(payload, value);
        Write(output, type, FrameFlags.None, streamId, payload);
    }

    private static void Write(IBufferWriter<byte> output, FrameType type, FrameFlags flags, int streamId, ReadOnlySpan<byte> payload)
    {
        new FrameHeader(payload.Length, type, flags, streamId).Write(output.GetSpan(FrameHeader.Size));
        output.Advance(FrameHeader.Size);
        output.Write(payload);
    }
}
