namespace EdgeKube.Api;

/// <summary>Reads protobuf's wire format. Every length is checked against what is there.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxVarintBytes = 10;

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <exception cref="ProtobufException">The bytes are no protobuf.</exception>
    public (int Number, WireType Type) ReadTag()
    {
        var tag = ReadVarint();
        var number = tag >> 3;
        return number is 0 or > int.MaxValue ? throw new ProtobufException("illegal tag") : ((int)number, (WireType)(tag & 7));
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var i = 0; i < MaxVarintBytes && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new ProtobufException("unexpected end of a number");
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)_rest.Length ? Take((int)length) : throw new ProtobufException("unexpected end");
    }

    public void Skip(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Bytes:
                ReadBytes();
                break;
            case WireType.Fixed64 or WireType.Fixed32:
                var length = type == WireType.Fixed64 ? 8 : 4;
                _ = length <= _rest.Length ? Take(length) : throw new ProtobufException("unexpected end");
                break;
            default:
                throw new ProtobufException($"wire type {(int)type} is not used by Kubernetes");
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
