using System.Globalization;
using System.Numerics;

namespace EdgeKube.Api;

/// <summary>Reads quantities: sign, digits with an optional point, then a suffix or an exponent.</summary>
internal static class QuantityParser
{
    private const string WrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private const string WrongNumber = "unable to parse numeric part of quantity";
    private const string WrongSuffix = "unable to parse quantity's suffix";

    // Longer texts say nothing that the limits of a quantity do not cut off.
    private const int MaxLength = 128;
    private const int MaxExponent = 64;

    public static bool TryParse(string? text, out Quantity quantity, out string? error)
    {
        quantity = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            error = WrongFormat;
            return false;
        }

        var start = text[0] is '+' or '-' ? 1 : 0;
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        error = SplitNumber(text[start..end], out var whole, out var fraction) ?? ReadSuffix(text[end..], out _, out _, out _);
        if (error is not null)
        {
            return false;
        }

        ReadSuffix(text[end..], out var format, out var factor, out var exponent);
        var nanos = Scale(BigInteger.Parse(whole + fraction, NumberStyles.None, CultureInfo.InvariantCulture) * factor, exponent - fraction.Length + 9);
        var keepsText = KeepsText(format, factor, exponent, whole.TrimStart('0').Length, fraction.Length);
        quantity = new Quantity(text[0] == '-' ? -nanos : nanos, format, keepsText ? text : null);
        return true;
    }

    private static string? SplitNumber(string number, out string whole, out string fraction)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        whole = point < 0 ? number : number[..point];
        fraction = point < 0 ? "" : number[(point + 1)..];
        if (number.Length == 0)
        {
            return WrongFormat;
        }

        // "1.2.3" and "." have no numeric meaning.
        return fraction.Contains('.', StringComparison.Ordinal) || whole.Length + fraction.Length == 0 ? WrongFormat : null;
    }

    private static string? ReadSuffix(string suffix, out QuantityFormat format, out BigInteger factor, out int exponent)
    {
        format = QuantityFormat.DecimalSI;
        factor = BigInteger.One;
        exponent = 0;
        var decimals = Array.IndexOf(["n", "u", "m", "", "k", "M", "G", "T", "P", "E"], suffix);
        if (decimals >= 0)
        {
            exponent = (decimals * 3) - 9;
            return null;
        }

        var binary = Array.IndexOf(["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"], suffix);
        if (binary >= 0)
        {
            format = QuantityFormat.BinarySI;
            factor = BigInteger.One << ((binary + 1) * 10);
            return null;
        }

        format = QuantityFormat.DecimalExponent;
        if (suffix[0] is 'e' or 'E' && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            exponent = Math.Clamp(exponent, -MaxExponent - MaxLength, MaxExponent);
            return null;
        }

        return suffix.All(c => "eEinumkKMGTP+-0123456789".Contains(c, StringComparison.Ordinal)) ? WrongSuffix : WrongFormat;
    }

    /// <summary>The number times a power of ten, rounded away from zero, cut off where a quantity ends.</summary>
    private static Int128 Scale(BigInteger number, int power)
    {
        if (power >= 0)
        {
            number *= BigInteger.Pow(10, power);
        }
        else
        {
            number = BigInteger.DivRem(number, BigInteger.Pow(10, -power), out var remainder);
            number += remainder.IsZero ? 0 : 1;
        }

        return (Int128)BigInteger.Min(number, (BigInteger)Int128.MaxValue);
    }

    // Kubernetes writes back what it read unless the number is too long for its fast path; then it writes the canonical form.
    private static bool KeepsText(QuantityFormat format, BigInteger factor, int exponent, int digits, int fraction)
        => format == QuantityFormat.BinarySI
            ? fraction == 0 && 14 - digits - (int)((factor.GetBitLength() - 1) * 3 / 10) >= 0
            : 18 - digits - fraction >= 0 && exponent - fraction >= -9;
}
