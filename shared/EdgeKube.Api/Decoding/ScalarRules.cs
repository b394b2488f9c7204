using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace EdgeKube.Api;

/// <summary>Whether a scalar can be a value of a form.</summary>
internal static class ScalarRules
{
    /// <summary>What is wrong with the scalar, or null.</summary>
    public static string? FindFault(ScalarNode scalar, SchemaForm form)
    {
        if (form == SchemaForm.Quantity)
        {
            return scalar.Type is ScalarType.String or ScalarType.Number
                ? Quantity.TryParse(scalar.Text.Trim(), out _, out var error) ? null : error
                : Wanted(form);
        }

        return IsValue(scalar, form) ? null : Wanted(form);
    }

    /// <summary>What a form wants, as a person reads it.</summary>
    public static string Wanted(SchemaForm form) => form switch
    {
        SchemaForm.Int32 => "must be an integer of 32 bits",
        SchemaForm.Int64 => "must be an integer",
        SchemaForm.Double => "must be a number",
        SchemaForm.Boolean => "must be true or false",
        SchemaForm.Time or SchemaForm.MicroTime => "must be a time such as 2006-01-02T15:04:05Z",
        SchemaForm.Quantity => "must be a quantity",
        SchemaForm.IntOrString => "must be an integer or a string",
        SchemaForm.Bytes => "must be base64",
        _ => "must be a string",
    };

    private static bool IsValue(ScalarNode scalar, SchemaForm form) => form switch
    {
        SchemaForm.String => scalar.Type == ScalarType.String,
        SchemaForm.Int32 => IsInt32(scalar),
        SchemaForm.Int64 => scalar.Type == ScalarType.Number && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        SchemaForm.Double => scalar.Type == ScalarType.Number,
        SchemaForm.Boolean => scalar.Type == ScalarType.Boolean,
        SchemaForm.Time or SchemaForm.MicroTime => scalar.Type == ScalarType.String && Rfc3339.TryParse(scalar.Text, out _),
        SchemaForm.IntOrString => scalar.Type == ScalarType.String || IsInt32(scalar),
        SchemaForm.Bytes => scalar.Type == ScalarType.String && Base64.IsValid(Encoding.UTF8.GetBytes(scalar.Text)),
        _ => false,
    };

    private static bool IsInt32(ScalarNode scalar)
        => scalar.Type == ScalarType.Number && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
