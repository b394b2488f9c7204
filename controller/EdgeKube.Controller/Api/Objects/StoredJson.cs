using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Objects from the store as clients get them, without being decoded: their bytes with the resourceVersion put in, where the serializer would have put it.
/// Only for kinds that are served as they are kept.
/// </summary>
internal static class StoredJson
{
    // With the digits of any revision.
    private const int MostAdded = 44;

    public static ReadOnlyMemory<byte> Of(StoreEntry entry)
    {
        var output = new ArrayBufferWriter<byte>(entry.Value.Length + MostAdded);
        Write(output, entry);
        return output.WrittenMemory;
    }

    public static void Write(IBufferWriter<byte> output, StoreEntry entry) => Write(output, entry.Value.Span, entry.ModRevision);

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> value, long revision)
    {
        var place = FindPlace(value);
        output.Write(value[..place]);
        output.Write(",\"resourceVersion\":\""u8);
        Utf8Formatter.TryFormat(revision, output.GetSpan(MostAdded), out var digits);
        output.Advance(digits);
        output.Write("\""u8);
        output.Write(value[place..]);
    }

    /// <summary>An event of a watch about it.</summary>
    public static ReadOnlyMemory<byte> Event(string type, StoreEntry entry, long revision)
    {
        var output = new ArrayBufferWriter<byte>(entry.Value.Length + type.Length + (2 * MostAdded));
        output.Write("{\"type\":\""u8);
        foreach (var letter in type)
        {
            output.Write([(byte)letter]);
        }

        output.Write("\",\"object\":"u8);
        Write(output, entry.Value.Span, revision);
        output.Write("}"u8);
        return output.WrittenMemory;
    }

    /// <summary>A whole list in one piece of the right size: a large one would else be copied again and again as it grows.</summary>
    public static ReadOnlyMemory<byte> List(ReadOnlySpan<byte> head, IReadOnlyList<StoreEntry> entries)
    {
        long size = head.Length + 2;
        foreach (var entry in entries)
        {
            size += entry.Value.Length + MostAdded;
        }

        var output = new ArrayBufferWriter<byte>(checked((int)size));
        output.Write(head);
        for (var i = 0; i < entries.Count; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            Write(output, entries[i]);
        }

        output.Write("]}"u8);
        return output.WrittenMemory;
    }

    // Behind metadata.uid, which every stored object has.
    private static int FindPlace(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (isMetadata)
            {
                return FindPlaceInMetadata(ref reader);
            }

            reader.Skip();
        }

        throw new InvalidDataException("the store holds an object without metadata");
    }

    private static int FindPlaceInMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUid = reader.ValueTextEquals("uid"u8);
            reader.Read();
            reader.Skip();
            if (isUid)
            {
                return (int)reader.BytesConsumed;
            }
        }

        throw new InvalidDataException("the store holds an object without a uid");
    }
}
