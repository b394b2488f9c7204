using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace EdgeKube.Api;

/// <summary>Whether a scalar can be a value of a type of the records.</summary>
internal static class ScalarRules
{
    /// <summary>What is wrong with the scalar, or null.</summary>
    public static string? FindFault(ScalarNode scalar, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(Quantity))
        {
            return scalar.Type is ScalarType.String or ScalarType.Number
                ? Quantity.TryParse(scalar.Text.Trim(), out _, out var error) ? null : error
                : Wanted(type);
        }

        return IsValue(scalar, plain) ? null : Wanted(type);
    }

    /// <summary>What a type wants, as a person reads it.</summary>
    public static string Wanted(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(int) => "must be an integer of 32 bits",
            _ when plain == typeof(long) => "must be an integer",
            _ when plain == typeof(bool) => "must be true or false",
            _ when plain == typeof(DateTimeOffset) => "must be a time such as 2006-01-02T15:04:05Z",
            _ when plain == typeof(Quantity) => "must be a quantity",
            _ when plain == typeof(IntOrString) => "must be an integer or a string",
            _ when plain == typeof(byte[]) => "must be base64",
            _ => "must be a string",
        };
    }

    private static bool IsValue(ScalarNode scalar, Type plain) => plain switch
    {
        _ when plain == typeof(string) => scalar.Type == ScalarType.String,
        _ when plain == typeof(int) => IsInt32(scalar),
        _ when plain == typeof(long) => scalar.Type == ScalarType.Number && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ when plain == typeof(bool) => scalar.Type == ScalarType.Boolean,
        _ when plain == typeof(DateTimeOffset) => scalar.Type == ScalarType.String && Rfc3339.TryParse(scalar.Text, out _),
        _ when plain == typeof(IntOrString) => scalar.Type == ScalarType.String || IsInt32(scalar),
        _ when plain == typeof(byte[]) => scalar.Type == ScalarType.String && Base64.IsValid(Encoding.UTF8.GetBytes(scalar.Text)),
        _ => false,
    };

    private static bool IsInt32(ScalarNode scalar)
        => scalar.Type == ScalarType.Number && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
