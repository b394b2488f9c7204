using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Writes a message as JSON along a schema.</summary>
internal sealed class ProtobufWalk(Utf8JsonWriter writer)
{
    private const int MaxDepth = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The message's fields, without the braces.</summary>
    /// <exception cref="ProtobufException">The bytes do not fit the schema.</exception>
    public void WriteFields(ReadOnlySpan<byte> message, SchemaType type, int depth) => WriteFields(message, type, 0, depth);

    // via: the number of the embedded message that is read; 0 for the object itself.
    private void WriteFields(ReadOnlySpan<byte> message, SchemaType type, int via, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ProtobufException("too deep");
        }

        foreach (var group in ReadFields(message).GroupBy(field => field.Number))
        {
            if (type.Find(group.Key, via) is { } known)
            {
                WriteField(message, known, [.. group], depth);
            }
            else if (via == 0 && type.Embeds(group.Key))
            {
                foreach (var field in group)
                {
                    WriteFields(message[field.Bytes], type, group.Key, depth + 1);
                }
            }
            else
            {
                throw new ProtobufException($"field {group.Key} of {type.Name} is not known to EdgeKube");
            }
        }
    }

    private static List<ProtobufField> ReadFields(ReadOnlySpan<byte> message)
    {
        var fields = new List<ProtobufField>();
        var reader = new WireReader(message);
        while (!reader.IsAtEnd)
        {
            var (number, wire) = reader.ReadTag();
            switch (wire)
            {
                case WireType.Varint:
                    fields.Add(new ProtobufField(number, reader.ReadVarint(), default, wire));
                    break;
                case WireType.Bytes:
                    var bytes = reader.ReadBytes();
                    message.Overlaps(bytes, out var start);
                    fields.Add(new ProtobufField(number, 0, bytes.IsEmpty ? default : start..(start + bytes.Length), wire));
                    break;
                default:
                    throw new ProtobufException($"wire type {(int)wire} is not used by Kubernetes");
            }
        }

        return fields;
    }

    private void WriteField(ReadOnlySpan<byte> message, SchemaField known, ProtobufField[] occurrences, int depth)
    {
        var type = known.Type;
        switch (type.Form)
        {
            case SchemaForm.Unimplemented:
                WriteUnimplemented(known.Name, occurrences);
                break;
            case SchemaForm.List:
                writer.WriteStartArray(known.Name);
                foreach (var occurrence in occurrences)
                {
                    WriteValue(message, occurrence, type.Element!, depth);
                }

                writer.WriteEndArray();
                break;
            case SchemaForm.Map:
                writer.WriteStartObject(known.Name);
                foreach (var occurrence in occurrences)
                {
                    WriteEntry(message[occurrence.Bytes], type.Element!, depth);
                }

                writer.WriteEndObject();
                break;
            case SchemaForm.String or SchemaForm.Time or SchemaForm.MicroTime or SchemaForm.Any when IsEmpty(occurrences[^1]):
                break;
            default:
                writer.WritePropertyName(known.Name);
                WriteValue(message, occurrences[^1], type, depth);
                break;
        }
    }

    // No record has it: whatever stands there, the decoder refuses it by name, unless it says nothing.
    private void WriteUnimplemented(string name, ProtobufField[] occurrences)
    {
        var last = occurrences[^1];
        if (last.Type == WireType.Varint)
        {
            writer.WriteBoolean(name, last.Varint != 0);
        }
        else if (!last.Bytes.Equals(default) || occurrences.Length > 1)
        {
            writer.WriteStartObject(name);
            writer.WriteEndObject();
        }
    }

    private static bool IsEmpty(ProtobufField field) => field.Type == WireType.Bytes && field.Bytes.Equals(default);

    private void WriteEntry(ReadOnlySpan<byte> entry, SchemaType valueType, int depth)
    {
        var fields = ReadFields(entry);
        var key = Last(fields, 1);
        writer.WritePropertyName(Strict.GetString(entry[key.Bytes]));
        WriteValue(entry, Last(fields, 2), valueType, depth);
    }

    private void WriteValue(ReadOnlySpan<byte> message, ProtobufField field, SchemaType type, int depth)
    {
        var bytes = message[field.Bytes];
        switch (type.Form)
        {
            case SchemaForm.String:
                writer.WriteStringValue(Strict.GetString(bytes));
                break;
            case SchemaForm.Int32 or SchemaForm.Int64:
                writer.WriteNumberValue((long)field.Varint);
                break;
            case SchemaForm.Boolean:
                writer.WriteBooleanValue(field.Varint != 0);
                break;
            case SchemaForm.Bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case SchemaForm.Time or SchemaForm.MicroTime:
                WriteTime(bytes);
                break;
            case SchemaForm.Quantity:
                writer.WriteStringValue(Strict.GetString(bytes[Last(ReadFields(bytes), 1).Bytes]));
                break;
            case SchemaForm.IntOrString:
                WriteIntOrString(bytes);
                break;
            case SchemaForm.Any:
                WriteAny(bytes);
                break;
            case SchemaForm.List:
                WriteWrappedList(bytes, type.Element!, depth);
                break;
            default:
                writer.WriteStartObject();
                WriteFields(bytes, type, depth + 1);
                writer.WriteEndObject();
                break;
        }
    }

    private static ProtobufField Last(List<ProtobufField> fields, int number) => fields.LastOrDefault(field => field.Number == number);

    // The value of a map of lists: a message whose first field is the list.
    private void WriteWrappedList(ReadOnlySpan<byte> bytes, SchemaType element, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in ReadFields(bytes).Where(field => field.Number == 1))
        {
            WriteValue(bytes, item, element, depth);
        }

        writer.WriteEndArray();
    }

    // Go's RawExtension and FieldsV1: the JSON itself.
    private void WriteAny(ReadOnlySpan<byte> bytes)
    {
        var raw = bytes[Last(ReadFields(bytes), 1).Bytes];
        try
        {
            writer.WriteRawValue(raw.IsEmpty ? "null"u8 : raw);
        }
        catch (JsonException)
        {
            throw new ProtobufException("a value that is no JSON");
        }
    }

    private void WriteTime(ReadOnlySpan<byte> bytes)
    {
        var fields = ReadFields(bytes);
        var seconds = (long)Last(fields, 1).Varint;
        var nanos = (long)Last(fields, 2).Varint;
        if (Math.Abs(seconds) > 100_000_000_000 || nanos is < 0 or > 999_999_999)
        {
            throw new ProtobufException("a time out of range");
        }

        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100);
        writer.WriteStringValue(time.ToString(nanos == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
    }

    private void WriteIntOrString(ReadOnlySpan<byte> bytes)
    {
        var fields = ReadFields(bytes);
        if (Last(fields, 1).Varint == 0)
        {
            writer.WriteNumberValue((int)Last(fields, 2).Varint);
        }
        else
        {
            writer.WriteStringValue(Strict.GetString(bytes[Last(fields, 3).Bytes]));
        }
    }
}
