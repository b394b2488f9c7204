using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace EdgeKube.Api;

/// <summary>What a plain YAML scalar means to Kubernetes: YAML 1.1, where <c>yes</c> and <c>on</c> are booleans (but not <c>y</c>) and <c>0644</c> is octal.</summary>
internal static partial class YamlScalar
{
    private const int MaxNumberLength = 64;

    public static ScalarNode Resolve(string text, int line) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => new ScalarNode(ScalarType.Null, "null", line),
        "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => new ScalarNode(ScalarType.Boolean, "true", line),
        "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => new ScalarNode(ScalarType.Boolean, "false", line),
        _ => FindNumber(text) is { } number ? new ScalarNode(ScalarType.Number, number, line) : new ScalarNode(ScalarType.String, text, line),
    };

    private static string? FindNumber(string text)
    {
        if (text.Length > MaxNumberLength || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.'))
        {
            return null;
        }

        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (FindInteger(plain) is { } integer)
        {
            return integer;
        }

        // Go's reader wants a sign in the exponent, so 1e3 stays a string (and as a quantity keeps its form).
        return Float().IsMatch(plain) && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    private static string? FindInteger(string plain)
    {
        var negative = plain[0] == '-';
        var digits = plain[0] is '+' or '-' ? plain[1..] : plain;
        var value = digits switch
        {
            ['0', 'x' or 'X', .. var rest] => Parse(rest, 16),
            ['0', 'b' or 'B', .. var rest] => Parse(rest, 2),
            ['0', 'o' or 'O', .. var rest] => Parse(rest, 8),
            ['0', _, ..] => Parse(digits[1..], 8),
            _ => Parse(digits, 10),
        };
        var signed = negative ? -value : value;
        return signed >= long.MinValue && signed <= ulong.MaxValue ? signed.Value.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static BigInteger? Parse(string digits, int radix)
    {
        BigInteger value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= radix)
            {
                return null;
            }

            value = (value * radix) + digit;
        }

        return digits.Length == 0 ? null : value;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+][0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Float();
}
