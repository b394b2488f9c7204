using System.Diagnostics;
using EdgeKube.Link.Frames.Wire;
using EdgeKube.Link.Streams;

namespace EdgeKube.Link.Frames;

internal static class StreamCodec
{
    // In all five frames: 1 is the stream.
    public static void Write(WireWriter writer, Frame frame)
    {
        switch (frame)
        {
            case Frame.Open open:
                WriteOpen(writer, open);
                break;
            case Frame.Credit credit:
                writer.Number(1, credit.Stream);
                writer.Number(2, (ulong)credit.Bytes);
                break;
            case Frame.Data data:
                writer.Number(1, data.Stream);
                writer.Number(2, (ulong)data.Offset);
                writer.Bytes(3, data.Bytes.Span);
                break;
            case Frame.Close close:
                WriteClose(writer, close);
                break;
            case Frame.Cancel cancel:
                writer.Number(1, cancel.Stream);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public static Frame Read(FrameNumber number, WireReader reader, LinkLimits limits) => number switch
    {
        FrameNumber.Open => ReadOpen(reader),
        FrameNumber.Data => ReadData(reader, limits),
        FrameNumber.Close => ReadClose(reader),
        FrameNumber.Credit => ReadCredit(reader),
        FrameNumber.Cancel => new Frame.Cancel(ReadCredit(reader).Stream),
        _ => throw new UnreachableException(),
    };

    private static void WriteOpen(WireWriter writer, Frame.Open open)
    {
        writer.Number(1, open.Stream);
        writer.Text(2, open.Kind);
        writer.Number(3, (ulong)open.Window);
        foreach (var (name, value) in open.Arguments)
        {
            var mark = writer.Begin(4);
            writer.Text(1, name);
            writer.Text(2, value);
            writer.End(mark);
        }
    }

    private static void WriteClose(WireWriter writer, Frame.Close close)
    {
        writer.Number(1, close.Stream);
        writer.Number(2, (ulong)close.Offset);
        writer.Text(3, close.End.Reason);
        writer.Text(4, close.End.Error);
        if (close.End.ExitCode is { } exitCode)
        {
            writer.Signed(5, exitCode);
        }
    }

    private static Frame.Open ReadOpen(WireReader reader)
    {
        var open = new Frame.Open(0, "", new Dictionary<string, string>(), 0);
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: open = open with { Stream = reader.UInt32() }; break;
                case 2: open = open with { Kind = reader.Text(FieldCaps.Epoch) }; break;
                case 3: open = open with { Window = reader.Int64() }; break;
                case 4: ReadArgument(arguments, reader.Message()); break;
                default: reader.Skip(); break;
            }
        }

        return open with { Arguments = arguments };
    }

    private static void ReadArgument(Dictionary<string, string> arguments, WireReader reader)
    {
        var (name, value) = ("", "");
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: name = reader.Text(FieldCaps.Epoch); break;
                case 2: value = reader.Text(FieldCaps.ArgumentValue); break;
                default: reader.Skip(); break;
            }
        }

        if (arguments.Count >= FieldCaps.Arguments || !arguments.TryAdd(name, value))
        {
            throw new LinkProtocolException("too many arguments, or one twice");
        }
    }

    private static Frame.Data ReadData(WireReader reader, LinkLimits limits)
    {
        var data = new Frame.Data(0, 0, default);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: data = data with { Stream = reader.UInt32() }; break;
                case 2: data = data with { Offset = reader.Int64() }; break;
                case 3: data = data with { Bytes = reader.Bytes(limits.StreamWindow).ToArray() }; break;
                default: reader.Skip(); break;
            }
        }

        return data;
    }

    private static Frame.Close ReadClose(WireReader reader)
    {
        var close = new Frame.Close(0, 0, new StreamEnd(""));
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: close = close with { Stream = reader.UInt32() }; break;
                case 2: close = close with { Offset = reader.Int64() }; break;
                case 3: close = close with { End = close.End with { Reason = reader.Text(FieldCaps.Epoch) } }; break;
                case 4: close = close with { End = close.End with { Error = reader.Text(FieldCaps.Detail) } }; break;
                case 5: close = close with { End = close.End with { ExitCode = ReadExitCode(reader.Signed()) } }; break;
                default: reader.Skip(); break;
            }
        }

        return close;
    }

    private static Frame.Credit ReadCredit(WireReader reader)
    {
        var credit = new Frame.Credit(0, 0);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: credit = credit with { Stream = reader.UInt32() }; break;
                case 2: credit = credit with { Bytes = reader.Int64() }; break;
                default: reader.Skip(); break;
            }
        }

        return credit;
    }

    private static int ReadExitCode(long value) =>
        value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new LinkProtocolException("exit code out of range");
}
