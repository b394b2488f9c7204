using EdgeKube.Agent.Runtime.Http2.Frames;

namespace EdgeKube.Agent.Runtime.Http2.Hpack;

/// <summary>Reads header blocks; every block of a connection must pass through here, because each may change what the next one means.</summary>
/// <param name="maxListSize">Of one block's fields together, by <see cref="HeaderField.Size"/>.</param>
internal sealed class HpackDecoder(int maxListSize)
{
    /// <summary>The default of the protocol; nobody is told of another.</summary>
    private const int MaxTableSize = 4096;

    private readonly DynamicTable _table = new(MaxTableSize);

    /// <exception cref="Http2Exception">The block cannot be read, or holds too much.</exception>
    public IReadOnlyList<HeaderField> Decode(ReadOnlySpan<byte> block)
    {
        var fields = new List<HeaderField>();
        var size = 0;
        var reader = new HpackReader(block);
        while (!reader.IsEmpty)
        {
            if ((reader.Peek() & 0xE0) == 0x20)
            {
                Resize(reader.ReadNumber(5), isFirst: fields.Count == 0);
                continue;
            }

            var field = ReadField(ref reader);
            size += field.Size;
            if (size > maxListSize)
            {
                throw new Http2Exception(Http2ErrorCode.EnhanceYourCalm, $"header fields of more than {maxListSize} bytes");
            }

            fields.Add(field);
        }

        return fields;
    }

    private HeaderField ReadField(ref HpackReader reader)
    {
        var first = reader.Peek();
        if ((first & 0x80) != 0)
        {
            return Get(reader.ReadNumber(7));
        }

        var isRemembered = (first & 0x40) != 0;
        var nameIndex = reader.ReadNumber(isRemembered ? 6 : 4);
        var name = nameIndex == 0 ? reader.ReadText() : Get(nameIndex).Name;
        var field = new HeaderField(name, reader.ReadText());
        if (isRemembered)
        {
            _table.Add(field);
        }

        return field;
    }

    private HeaderField Get(int index) => index switch
    {
        0 => throw new Http2Exception(Http2ErrorCode.CompressionError, "a header field of index 0"),
        _ when index <= StaticTable.Count => StaticTable.Get(index),
        _ when index - StaticTable.Count <= _table.Count => _table.Get(index - StaticTable.Count - 1),
        _ => throw new Http2Exception(Http2ErrorCode.CompressionError, "a header field that was never said"),
    };

    private void Resize(int size, bool isFirst)
    {
        if (!isFirst || size > MaxTableSize)
        {
            throw new Http2Exception(Http2ErrorCode.CompressionError, "a bad change of the header table's size");
        }

        _table.Resize(size);
    }
}
