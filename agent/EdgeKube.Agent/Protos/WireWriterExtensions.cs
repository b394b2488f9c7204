using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos;

/// <summary>What proto3 makes of the shapes that CRI's and containerd's messages use.</summary>
internal static class WireWriterExtensions
{
    public static void Flag(this WireWriter writer, int field, bool value) => writer.Number(field, value ? 1UL : 0);

    /// <summary>An int32 or int64: negative numbers take ten bytes.</summary>
    public static void Integer(this WireWriter writer, int field, long value) => writer.Number(field, unchecked((ulong)value));

    /// <summary>A number in a message of its own (CRI's Int64Value), so that zero differs from nothing.</summary>
    public static void Optional(this WireWriter writer, int field, long? value)
    {
        if (value is { } number)
        {
            var mark = writer.Begin(field);
            writer.Integer(1, number);
            writer.End(mark);
        }
    }

    public static void Message(this WireWriter writer, int field, IRequestMessage? message)
    {
        if (message is not null)
        {
            var mark = writer.Begin(field);
            message.Write(writer);
            writer.End(mark);
        }
    }

    public static void Messages(this WireWriter writer, int field, IReadOnlyList<IRequestMessage> messages)
    {
        foreach (var message in messages)
        {
            writer.Message(field, message);
        }
    }

    public static void Texts(this WireWriter writer, int field, IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            writer.PresentText(field, text);
        }
    }

    /// <summary>One by one rather than packed, which every reader must understand as well.</summary>
    public static void Integers(this WireWriter writer, int field, IReadOnlyList<long> values)
    {
        foreach (var value in values)
        {
            writer.Present(field, unchecked((ulong)value));
        }
    }

    public static void Map(this WireWriter writer, int field, IReadOnlyDictionary<string, string>? entries)
    {
        if (entries is null)
        {
            return;
        }

        foreach (var (key, value) in entries)
        {
            var mark = writer.Begin(field);
            writer.Text(1, key);
            writer.Text(2, value);
            writer.End(mark);
        }
    }
}
