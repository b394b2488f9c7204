using System.Buffers.Binary;
using System.Text;

namespace EdgeKube.Mqtt;

/// <summary>Writes fields into a span, or only counts them when made without one: the same code measures and writes.</summary>
internal ref struct PacketWriter
{
    private readonly Span<byte> _buffer;
    private readonly bool _counting;

    /// <summary>Counts.</summary>
    public PacketWriter() => _counting = true;

    /// <summary>Writes; the span must be as long as counting said.</summary>
    public PacketWriter(Span<byte> buffer) => _buffer = buffer;

    public int Position { get; private set; }

    public static int VarIntSize(int value) => value switch
    {
        < 128 => 1,
        < 16_384 => 2,
        < 2_097_152 => 3,
        _ => 4,
    };

    public void WriteByte(byte value)
    {
        if (!_counting)
        {
            _buffer[Position] = value;
        }

        Position++;
    }

    public void WriteUInt16(ushort value)
    {
        if (!_counting)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[Position..], value);
        }

        Position += 2;
    }

    public void WriteUInt32(uint value)
    {
        if (!_counting)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_buffer[Position..], value);
        }

        Position += 4;
    }

    public void WriteVarInt(int value)
    {
        do
        {
            var b = (byte)(value & 0x7F);
            value >>= 7;
            WriteByte(value > 0 ? (byte)(b | 0x80) : b);
        }
        while (value > 0);
    }

    public void WriteString(string value)
    {
        var start = Position;
        Position += 2;
        var length = _counting ? Encoding.UTF8.GetByteCount(value) : Encoding.UTF8.GetBytes(value, _buffer[Position..]);
        WriteLength(start, length);
    }

    public void WriteBinary(ReadOnlySpan<byte> value)
    {
        var start = Position;
        Position += 2;
        if (!_counting)
        {
            value.CopyTo(_buffer[Position..]);
        }

        WriteLength(start, value.Length);
    }

    /// <summary>Starts a block whose length is not known yet.</summary>
    public int BeginBlock() => Position++;

    /// <summary>Ends the block and sets its length before it; a long one makes room by moving.</summary>
    public void EndBlock(int start)
    {
        var length = Position - start - 1;
        var size = VarIntSize(length);
        if (size > 1 && !_counting)
        {
            _buffer.Slice(start + 1, length).CopyTo(_buffer[(start + size)..]);
        }

        Position = start;
        WriteVarInt(length);
        Position += length;
    }

    private void WriteLength(int start, int length)
    {
        if (length > ushort.MaxValue)
        {
            // Caught before anything is queued, because every packet is measured first.
            throw new ArgumentException("a string or binary value is longer than 65,535 bytes");
        }

        if (!_counting)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[start..], (ushort)length);
        }

        Position += length;
    }
}
