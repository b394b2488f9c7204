using System.Buffers;
using System.Text;

namespace EdgeKube.Agent.Runtime.Http2.Hpack;

/// <summary>
/// Writes header blocks out of the static table and literals that are not remembered: the server's table stays empty, whatever size it
/// allows, and blocks may be written in any order.
/// </summary>
internal static class HpackEncoder
{
    public static void Write(IBufferWriter<byte> output, IEnumerable<HeaderField> fields)
    {
        foreach (var field in fields)
        {
            Write(output, field);
        }
    }

    private static void Write(IBufferWriter<byte> output, HeaderField field)
    {
        if (StaticTable.FindField(field.Name, field.Value) is > 0 and var index)
        {
            WriteNumber(output, 0x80, 7, index);
            return;
        }

        var nameIndex = StaticTable.FindName(field.Name);
        WriteNumber(output, 0x00, 4, nameIndex);
        if (nameIndex == 0)
        {
            WriteText(output, field.Name);
        }

        WriteText(output, field.Value);
    }

    private static void WriteText(IBufferWriter<byte> output, string text)
    {
        WriteNumber(output, 0x00, 7, text.Length);
        output.Advance(Encoding.Latin1.GetBytes(text, output.GetSpan(text.Length)));
    }

    private static void WriteNumber(IBufferWriter<byte> output, byte pattern, int prefixBits, int value)
    {
        var target = output.GetSpan(6);
        var prefix = (1 << prefixBits) - 1;
        if (value < prefix)
        {
            target[0] = (byte)(pattern | value);
            output.Advance(1);
            return;
        }

        target[0] = (byte)(pattern | prefix);
        var count = 1;
        for (value -= prefix; value >= 0x80; value >>= 7)
        {
            target[count++] = (byte)(value | 0x80);
        }

        target[count++] = (byte)value;
        output.Advance(count);
    }
}
