using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace EdgeKube.Mqtt;

/// <summary>Reads the fields of one packet. Every length is held against what is really there before anything is allocated.</summary>
internal ref struct PacketReader(ReadOnlySequence<byte> body)
{
    private const int StackLimit = 256;

    private SequenceReader<byte> _reader = new(body);

    public readonly bool AtEnd => _reader.End;

    public static MqttProtocolException Malformed(string what) => new(MqttReasonCode.MalformedPacket, what);

    public byte ReadByte() => _reader.TryRead(out var value) ? value : throw Malformed("packet ends early");

    public ushort ReadUInt16() => _reader.TryReadBigEndian(out short value) ? (ushort)value : throw Malformed("packet ends early");

    public uint ReadUInt32() => _reader.TryReadBigEndian(out int value) ? (uint)value : throw Malformed("packet ends early");

    public int ReadVarInt()
    {
        var value = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var b = ReadByte();
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Malformed("variable byte integer longer than four bytes");
    }

    public ushort ReadPacketId()
    {
        var id = ReadUInt16();
        return id != 0 ? id : throw Malformed("packet identifier 0");
    }

    public bool ReadBool(PropertyId id) => ReadByte() switch
    {
        0 => false,
        1 => true,
        _ => throw new MqttProtocolException(MqttReasonCode.ProtocolError, $"{id} is neither 0 nor 1"),
    };

    public string ReadString()
    {
        var bytes = ReadBytes(ReadUInt16());
        if (bytes.IsSingleSegment)
        {
            return Decode(bytes.FirstSpan);
        }

        var length = (int)bytes.Length;
        var rented = length > StackLimit ? ArrayPool<byte>.Shared.Rent(length) : null;
        try
        {
            Span<byte> buffer = rented ?? stackalloc byte[StackLimit];
            bytes.CopyTo(buffer);
            return Decode(buffer[..length]);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    public ReadOnlyMemory<byte> ReadBinary() => Copy(ReadBytes(ReadUInt16()));

    public ReadOnlyMemory<byte> ReadRest() => Copy(ReadBytes(_reader.Remaining));

    /// <summary>A reader over the next bytes alone, as for a property block.</summary>
    public PacketReader ReadBlock() => new(ReadBytes(ReadVarInt()));

    public readonly void ThrowUnlessAtEnd()
    {
        if (!AtEnd)
        {
            throw Malformed("bytes after the end of the packet");
        }
    }

    private static ReadOnlyMemory<byte> Copy(ReadOnlySequence<byte> bytes) => bytes.IsEmpty ? default : bytes.ToArray();

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        // Utf8.IsValid refuses surrogates and overlong forms, as section 1.5.4 asks.
        if (utf8.Contains((byte)0) || !Utf8.IsValid(utf8))
        {
            throw Malformed("string is not UTF-8, or holds U+0000");
        }

        return Encoding.UTF8.GetString(utf8);
    }

    private ReadOnlySequence<byte> ReadBytes(long length)
    {
        if (length > _reader.Remaining)
        {
            throw Malformed("length beyond the end of the packet");
        }

        var bytes = _reader.UnreadSequence.Slice(0, length);
        _reader.Advance(length);
        return bytes;
    }
}
