using System.Buffers;
using System.Text;

namespace EdgeKube.Api;

/// <summary>Writes protobuf's wire format.</summary>
public sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.WrittenMemory;

    /// <summary>A field that is a number or a flag.</summary>
    public void WriteNumber(int field, long value)
    {
        WriteVarint((ulong)(field << 3));
        WriteVarint((ulong)value);
    }

    /// <summary>A field that is a text.</summary>
    public void WriteText(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field that is bytes, or a message.</summary>
    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint((ulong)((field << 3) | (int)WireType.Bytes));
        WriteVarint((ulong)value.Length);
        _buffer.Write(value);
    }

    /// <summary>What has its field in front of it already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> value) => _buffer.Write(value);

    private void WriteVarint(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }
}
