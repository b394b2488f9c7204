using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>JSON as protobuf messages, along a schema.</summary>
internal static class ProtobufMessages
{
    public static ReadOnlySpan<byte> Object(JsonElement json, SchemaType type)
    {
        var message = new WireWriter();
        var embedded = new SortedDictionary<int, WireWriter>();
        foreach (var member in json.EnumerateObject())
        {
            if (type.Find(member.Name) is not { Number: > 0 } field)
            {
                continue;
            }

            var target = message;
            if (field.Via > 0 && !embedded.TryGetValue(field.Via, out target))
            {
                embedded[field.Via] = target = new WireWriter();
            }

            WriteField(target!, field.Number, member.Value, field.Type);
        }

        foreach (var (number, part) in embedded)
        {
            message.WriteBytes(number, part.Written);
        }

        return message.Written;
    }

    private static void WriteField(WireWriter message, int number, JsonElement value, SchemaType type)
    {
        switch (type.Form)
        {
            case SchemaForm.List when value.ValueKind == JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    WriteValue(message, number, item, type.Element!);
                }

                break;
            case SchemaForm.Map when value.ValueKind == JsonValueKind.Object:
                foreach (var entry in value.EnumerateObject())
                {
                    var pair = new WireWriter();
                    pair.WriteText(1, entry.Name);
                    WriteValue(pair, 2, entry.Value, type.Element!);
                    message.WriteBytes(number, pair.Written);
                }

                break;
            case SchemaForm.List or SchemaForm.Map:
                break;
            default:
                WriteValue(message, number, value, type);
                break;
        }
    }

    private static void WriteValue(WireWriter message, int number, JsonElement value, SchemaType type)
    {
        switch (type.Form)
        {
            case SchemaForm.Any:
                message.WriteBytes(number, Single(part => part.WriteText(1, value.GetRawText())));
                break;
            case var _ when value.ValueKind == JsonValueKind.Null:
                break;
            case SchemaForm.String:
                message.WriteText(number, value.GetString()!);
                break;
            case SchemaForm.Int32 or SchemaForm.Int64:
                message.WriteNumber(number, value.GetInt64());
                break;
            case SchemaForm.Boolean:
                message.WriteNumber(number, value.GetBoolean() ? 1 : 0);
                break;
            case SchemaForm.Bytes:
                message.WriteBytes(number, value.GetBytesFromBase64());
                break;
            case SchemaForm.Time or SchemaForm.MicroTime:
                message.WriteBytes(number, Time(value.GetString()!));
                break;
            case SchemaForm.Quantity:
                message.WriteBytes(number, Single(part => part.WriteText(1, value.ToString())));
                break;
            case SchemaForm.IntOrString:
                message.WriteBytes(number, IntOrString(value));
                break;
            case SchemaForm.List:
                message.WriteBytes(number, Single(part => WriteField(part, 1, value, type)));
                break;
            case SchemaForm.Object:
                message.WriteBytes(number, Object(value, type));
                break;
            default:
                throw new InvalidOperationException($"no form of protobuf for {type.Form}");
        }
    }

    private static ReadOnlySpan<byte> Single(Action<WireWriter> write)
    {
        var message = new WireWriter();
        write(message);
        return message.Written;
    }

    private static ReadOnlySpan<byte> Time(string text)
    {
        if (!Rfc3339.TryParse(text, out var time))
        {
            return default;
        }

        var message = new WireWriter();
        message.WriteNumber(1, time.ToUnixTimeSeconds());
        message.WriteNumber(2, time.Ticks % TimeSpan.TicksPerSecond * 100);
        return message.Written;
    }

    private static ReadOnlySpan<byte> IntOrString(JsonElement value)
    {
        var isText = value.ValueKind == JsonValueKind.String;
        var message = new WireWriter();
        message.WriteNumber(1, isText ? 1 : 0);
        message.WriteNumber(2, isText ? 0 : value.GetInt32());
        message.WriteText(3, isText ? value.GetString()! : "");
        return message.Written;
    }
}
