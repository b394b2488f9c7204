using System.Text;
using EdgeKube.Link;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos;

/// <summary>What proto3 makes of the shapes that CRI's and containerd's messages use.</summary>
internal static class WireReaderExtensions
{
    /// <returns>The message, filled.</returns>
    /// <exception cref="LinkProtocolException">The bytes are no such message.</exception>
    public static T Fill<T>(this WireReader reader, T message)
        where T : class, IResponseMessage
    {
        FillCore(reader, message);
        return message;
    }

    public static T ReadMessage<T>(ref this WireReader reader, T message)
        where T : class, IResponseMessage
    {
        FillCore(reader.Message(), message);
        return message;
    }

    /// <summary>
    /// What is no UTF-8 is replaced: containerd does not check the texts it passes on from runtimes and containers, and one bad message of a
    /// container must not make the list of all unreadable.
    /// </summary>
    public static string ReadText(ref this WireReader reader)
    {
        var bytes = reader.Bytes(int.MaxValue);
        return bytes.IsEmpty ? "" : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A number in a message of its own: CRI's Int64Value.</summary>
    public static long ReadOptional(ref this WireReader reader)
    {
        var value = 0L;
        var inner = reader.Message();
        while (inner.Next(out var field))
        {
            if (field == 1)
            {
                value = (long)inner.Number();
            }
            else
            {
                inner.Skip();
            }
        }

        return value;
    }

    /// <summary>One entry of a map. Of two with one key the later counts.</summary>
    public static void ReadEntry(ref this WireReader reader, Dictionary<string, string> target)
    {
        var (key, value) = ("", "");
        var inner = reader.Message();
        while (inner.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    key = inner.ReadText();
                    break;
                case 2:
                    value = inner.ReadText();
                    break;
                default:
                    inner.Skip();
                    break;
            }
        }

        target[key] = value;
    }

    private static void FillCore(WireReader reader, IResponseMessage message)
    {
        while (reader.Next(out var field))
        {
            if (!message.ReadField(field, ref reader))
            {
                reader.Skip();
            }
        }
    }
}
