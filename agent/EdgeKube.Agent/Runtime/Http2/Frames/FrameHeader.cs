using System.Buffers.Binary;

namespace EdgeKube.Agent.Runtime.Http2.Frames;

/// <summary>The nine bytes before a frame's payload.</summary>
internal readonly struct FrameHeader(int length, FrameType type, FrameFlags flags, int streamId)
{
    public const int Size = 9;

    /// <summary>Of the payload, in bytes.</summary>
    public int Length { get; } = length;

    public FrameType Type { get; } = type;

    public FrameFlags Flags { get; } = flags;

    /// <summary>Zero: the connection itself.</summary>
    public int StreamId { get; } = streamId;

    public static FrameHeader Read(ReadOnlySpan<byte> bytes) => new(
        (bytes[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]),
        (FrameType)bytes[3],
        (FrameFlags)bytes[4],
        BinaryPrimitives.ReadInt32BigEndian(bytes[5..]) & int.MaxValue);

    public void Write(Span<byte> target)
    {
        target[0] = (byte)(Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)Length);
        target[3] = (byte)Type;
        target[4] = (byte)Flags;
        BinaryPrimitives.WriteInt32BigEndian(target[5..], StreamId);
    }

    public bool Has(FrameFlags flag) => (Flags & flag) != 0;
}
