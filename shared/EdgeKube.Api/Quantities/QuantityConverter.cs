using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Quantities are strings in JSON; a plain number is read too.</summary>
public sealed class QuantityConverter : JsonConverter<Quantity>
{
    private const int MaxLength = 128;

    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > MaxLength || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            throw new JsonException("not a quantity");
        }

        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()
            : Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan);
        return Quantity.TryParse(text!.Trim(), out var quantity, out var error) ? quantity : throw new JsonException(error);
    }

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
