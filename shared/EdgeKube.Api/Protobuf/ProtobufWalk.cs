using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>Writes a message as JSON along a record's JSON metadata.</summary>
internal sealed class ProtobufWalk(Utf8JsonWriter writer)
{
    private const int MaxDepth = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The message's fields, without the braces.</summary>
    /// <exception cref="ProtobufException">The bytes do not fit the record.</exception>
    public void WriteFields(ReadOnlySpan<byte> message, JsonTypeInfo type, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ProtobufException("too deep");
        }

        var fields = ReadFields(message);
        foreach (var group in fields.GroupBy(field => field.Number))
        {
            var name = FieldNumbers.Find(type.Type.Name, group.Key) ?? throw new ProtobufException($"field {group.Key} of {type.Type.Name} is not known to EdgeKube");
            if (name == "*")
            {
                foreach (var field in group)
                {
                    WriteEmbedded(message[field.Bytes], type, depth);
                }
            }
            else
            {
                WriteField(message, name, type, [.. group], depth);
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

    private void WriteField(ReadOnlySpan<byte> message, string name, JsonTypeInfo type, ProtobufField[] occurrences, int depth)
    {
        if (RecordFields.Find(type, name) is not { } property)
        {
            WriteUnimplemented(name, occurrences);
            return;
        }

        var field = type.Options.GetTypeInfo(property.PropertyType);
        switch (field.Kind)
        {
            case JsonTypeInfoKind.Enumerable when field.ElementType == typeof(ManagedFieldsEntry):
                break;
            case JsonTypeInfoKind.Enumerable:
                writer.WriteStartArray(name);
                foreach (var occurrence in occurrences)
                {
                    WriteValue(message, occurrence, type.Options.GetTypeInfo(field.ElementType!), depth);
                }

                writer.WriteEndArray();
                break;
            case JsonTypeInfoKind.Dictionary:
                writer.WriteStartObject(name);
                foreach (var occurrence in occurrences)
                {
                    WriteEntry(message[occurrence.Bytes], type.Options.GetTypeInfo(field.ElementType!), depth);
                }

                writer.WriteEndObject();
                break;
            case JsonTypeInfoKind.None when SaysNothing(occurrences[^1], field.Type):
                break;
            default:
                writer.WritePropertyName(name);
                WriteValue(message, occurrences[^1], field, depth);
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

    private void WriteEmbedded(ReadOnlySpan<byte> message, JsonTypeInfo outer, int depth)
    {
        foreach (var field in ReadFields(message))
        {
            var name = FieldNumbers.Find(FieldNumbers.EmbeddedIn(outer.Type.Name), field.Number);
            WriteField(message, name ?? throw new ProtobufException($"field {field.Number} in {outer.Type.Name} is not known to EdgeKube"), outer, [field], depth);
        }
    }

    private static bool SaysNothing(ProtobufField field, Type type) =>
        field.Type == WireType.Bytes && field.Bytes.Equals(default) && (type == typeof(string) || Nullable.GetUnderlyingType(type) == typeof(DateTimeOffset) || type == typeof(DateTimeOffset));

    private void WriteEntry(ReadOnlySpan<byte> entry, JsonTypeInfo valueType, int depth)
    {
        var fields = ReadFields(entry);
        var key = fields.LastOrDefault(field => field.Number == 1);
        writer.WritePropertyName(Strict.GetString(entry[key.Bytes]));
        WriteValue(entry, fields.LastOrDefault(field => field.Number == 2), valueType, depth);
    }

    private void WriteValue(ReadOnlySpan<byte> message, ProtobufField field, JsonTypeInfo type, int depth)
    {
        var plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        var bytes = message[field.Bytes];
        if (plain == typeof(string))
        {
            writer.WriteStringValue(Strict.GetString(bytes));
        }
        else if (plain == typeof(int) || plain == typeof(long))
        {
            writer.WriteNumberValue((long)field.Varint);
        }
        else if (plain == typeof(bool))
        {
            writer.WriteBooleanValue(field.Varint != 0);
        }
        else if (plain == typeof(byte[]))
        {
            writer.WriteBase64StringValue(bytes);
        }
        else if (plain == typeof(DateTimeOffset))
        {
            WriteTime(bytes);
        }
        else if (plain == typeof(Quantity))
        {
            var fields = ReadFields(bytes);
            writer.WriteStringValue(Strict.GetString(bytes[fields.LastOrDefault(part => part.Number == 1).Bytes]));
        }
        else if (plain == typeof(IntOrString))
        {
            WriteIntOrString(bytes);
        }
        else if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            // A list as the value of a map (ExtraValue) is a message with the list in it.
            writer.WriteStartArray();
            foreach (var item in ReadFields(bytes).Where(item => item.Number == 1))
            {
                writer.WriteStringValue(Strict.GetString(message[field.Bytes][item.Bytes]));
            }

            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStartObject();
            WriteFields(bytes, type, depth + 1);
            writer.WriteEndObject();
        }
    }

    private void WriteTime(ReadOnlySpan<byte> bytes)
    {
        var fields = ReadFields(bytes);
        var seconds = (long)fields.LastOrDefault(field => field.Number == 1).Varint;
        var nanos = (long)fields.LastOrDefault(field => field.Number == 2).Varint;
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
        if (fields.LastOrDefault(field => field.Number == 1).Varint == 0)
        {
            writer.WriteNumberValue((int)fields.LastOrDefault(field => field.Number == 2).Varint);
        }
        else
        {
            writer.WriteStringValue(Strict.GetString(bytes[fields.LastOrDefault(field => field.Number == 3).Bytes]));
        }
    }
}
