using System.Globalization;

namespace EdgeKube.Api;

/// <summary>Canonical text of a quantity: no fraction digits, the largest suffix that keeps it exact.</summary>
internal static class QuantityFormatter
{
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static string Format(Quantity quantity)
    {
        var nanos = quantity.Nanos;
        if (nanos == 0)
        {
            return "0";
        }

        // Small or fractional amounts cannot be said in powers of 1024 without loss.
        var binary = quantity.Format == QuantityFormat.BinarySI && nanos % Quantity.Nano == 0 && Int128.Abs(nanos) >= 1024 * Quantity.Nano;
        if (binary)
        {
            var (mantissa, power) = RemoveFactors(nanos / Quantity.Nano, 1024, BinarySuffixes.Length - 1);
            return Text(mantissa) + BinarySuffixes[power];
        }

        var (digits, thousands) = RemoveFactors(nanos, 1000, DecimalSuffixes.Length - 1);
        if (quantity.Format != QuantityFormat.DecimalExponent)
        {
            return Text(digits) + DecimalSuffixes[thousands];
        }

        var exponent = (thousands * 3) - 9;
        return exponent == 0 ? Text(digits) : string.Create(CultureInfo.InvariantCulture, $"{Text(digits)}e{exponent}");
    }

    private static (Int128 Mantissa, int Power) RemoveFactors(Int128 value, int factor, int most)
    {
        var power = 0;
        while (power < most && value % factor == 0)
        {
            value /= factor;
            power++;
        }

        return (value, power);
    }

    private static string Text(Int128 value) => value.ToString(CultureInfo.InvariantCulture);
}
