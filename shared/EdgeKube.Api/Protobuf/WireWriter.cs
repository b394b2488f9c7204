using System.Buffers;
using System.Text;

namespace EdgeKube.Api;

/// <summary>Writes protobuf's wire format.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.WrittenMemory;

    public void WriteNumber(int field, long value)
    {
        WriteVarint((ulong)(field << 3));
        WriteVarint((ulong)value);
    }

    public void WriteText(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint((ulong)((field << 3) | (int)WireType.Bytes));
        WriteVarint((ulong)value.Length);
        _buffer.Write(value);
    }

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
