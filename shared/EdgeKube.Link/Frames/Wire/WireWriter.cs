using System.Buffers.Binary;
using System.Text;

namespace EdgeKube.Link.Frames.Wire;

/// <summary>Writes protobuf's wire format. As in proto3, zero numbers and empty texts are left out.</summary>
public sealed class WireWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    public WireWriter()
    {
    }

    /// <param name="headroom">So many bytes are left free in front of the message, for an envelope around it.</param>
    public WireWriter(int headroom) => Reserve(headroom);

    /// <summary>The headroom and what was written, without a copy: valid until more is written.</summary>
    public Memory<byte> Written => _buffer.AsMemory(0, _length);

    public byte[] ToArray() => ToArray(0);

    /// <param name="tailroom">So many zeros follow what was written.</param>
    public byte[] ToArray(int tailroom)
    {
        var bytes = new byte[_length + tailroom];
        _buffer.AsSpan(0, _length).CopyTo(bytes);
        return bytes;
    }

    public void Number(int field, ulong value)
    {
        if (value != 0)
        {
            Present(field, value);
        }
    }

    /// <summary>A number that is written even when it is zero, because its presence means something.</summary>
    public void Present(int field, ulong value)
    {
        Tag(field, WireType.Varint);
        Varint(value);
    }

    public void Signed(int field, long value) => Present(field, (ulong)((value << 1) ^ (value >> 63)));

    public void Fixed64(int field, ulong value)
    {
        Tag(field, WireType.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), value);
    }

    public void Sixteen(int field, UInt128 value)
    {
        Tag(field, WireType.Bytes);
        Varint(16);
        BinaryPrimitives.WriteUInt128BigEndian(Reserve(16), value);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    public void Text(int field, string value)
    {
        if (value.Length > 0)
        {
            PresentText(field, value);
        }
    }

    /// <summary>A text that is written even when it is empty: an element of a list.</summary>
    public void PresentText(int field, string value)
    {
        Tag(field, WireType.Bytes);
        var size = Encoding.UTF8.GetByteCount(value);
        Varint((ulong)size);
        Encoding.UTF8.GetBytes(value, Reserve(size));
    }

    /// <summary>Begins a nested message; give the mark to <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        Tag(field, WireType.Bytes);
        Reserve(1);
        return _length;
    }

    /// <summary>Ends a nested message. One byte was kept for its length; a longer one moves what was written.</summary>
    public void End(int mark)
    {
        var size = _length - mark;
        var extra = VarintSize((ulong)size) - 1;
        if (extra > 0)
        {
            Reserve(extra);
            _buffer.AsSpan(mark, size).CopyTo(_buffer.AsSpan(mark + extra));
        }

        WriteVarint(_buffer.AsSpan(mark - 1), (ulong)size);
    }

    private static int VarintSize(ulong value) => ((63 - System.Numerics.BitOperations.LeadingZeroCount(value | 1)) / 7) + 1;

    private static void WriteVarint(Span<byte> target, ulong value)
    {
        var i = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[i++] = (byte)(value | 0x80);
        }

        target[i] = (byte)value;
    }

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value) => WriteVarint(Reserve(VarintSize(value)), value);

    private Span<byte> Reserve(int count)
    {
        var start = _length;
        var needed = checked(start + count);
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        }

        _length = needed;
        return _buffer.AsSpan(start, count);
    }
}
