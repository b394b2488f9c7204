using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace EdgeKube.Link.Frames.Wire;

/// <summary>
/// Reads protobuf's wire format from hostile bytes: slices before it copies, checks every length against what is there and what the
/// caller allows, and throws nothing but <see cref="LinkProtocolException"/>.
/// </summary>
public ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private WireType _type;

    /// <summary>Goes to the next field; its value must then be read or skipped.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        if (tag >> 3 is 0 or > 0x1FFFFFFF)
        {
            throw new LinkProtocolException("field number out of range");
        }

        field = (int)(tag >> 3);
        _type = (WireType)(tag & 7);
        return true;
    }

    public void Skip()
    {
        switch (_type)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.Bytes:
                Take(Length(int.MaxValue));
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            default:
                throw new LinkProtocolException("unknown wire type");
        }
    }

    public ulong Number()
    {
        Expect(WireType.Varint);
        return Varint();
    }

    public int Int32(int max)
    {
        var value = Number();
        return value <= (ulong)max ? (int)value : throw new LinkProtocolException("number too large");
    }

    public uint UInt32()
    {
        var value = Number();
        return value <= uint.MaxValue ? (uint)value : throw new LinkProtocolException("number too large");
    }

    public long Int64()
    {
        var value = Number();
        return value <= long.MaxValue ? (long)value : throw new LinkProtocolException("number too large");
    }

    public long Signed()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong Fixed64()
    {
        Expect(WireType.Fixed64);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
    }

    public ReadOnlySpan<byte> Bytes(int max)
    {
        Expect(WireType.Bytes);
        return Take(Length(max));
    }

    public UInt128 Sixteen()
    {
        var bytes = Bytes(16);
        return bytes.Length == 16
            ? BinaryPrimitives.ReadUInt128BigEndian(bytes)
            : throw new LinkProtocolException("16 bytes expected");
    }

    public string Text(int max)
    {
        var bytes = Bytes(max);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw new LinkProtocolException("text is not UTF-8");
    }

    /// <summary>A nested message: it cannot read past its end.</summary>
    public WireReader Message() => new(Bytes(int.MaxValue));

    private readonly void Expect(WireType type)
    {
        if (_type != type)
        {
            throw new LinkProtocolException("field of another wire type");
        }
    }

    private int Length(int max)
    {
        var length = Varint();
        return length <= (ulong)_rest.Length && length <= (ulong)max
            ? (int)length
            : throw new LinkProtocolException("length out of range");
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < 10; i++)
        {
            if (i >= _rest.Length)
            {
                throw new LinkProtocolException("number cut off");
            }

            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new LinkProtocolException("number longer than 64 bits");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new LinkProtocolException("field cut off");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
