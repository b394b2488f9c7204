using System.Globalization;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>A number, or a text that is mostly a percentage such as <c>25%</c>.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString
{
    public IntOrString(int number) => Number = number;

    public IntOrString(string text) => Text = text;

    /// <summary>The number; meaningless when <see cref="Text"/> is set.</summary>
    public int Number { get; }

    /// <summary>The text, or null for a number.</summary>
    public string? Text { get; }

    /// <summary>True for a text made of digits and a percent sign.</summary>
    public bool IsPercent => Text is [.. var digits, '%'] && digits.Length is > 0 and < 10 && digits.All(char.IsAsciiDigit);

    public static implicit operator IntOrString(int number) => new(number);

    public static implicit operator IntOrString(string text) => new(text);

    /// <summary>The number itself, or the percentage of <paramref name="total"/>; null for any other text.</summary>
    public int? ScaledValue(int total, bool roundUp)
    {
        if (Text is null)
        {
            return Number;
        }

        if (!IsPercent)
        {
            return null;
        }

        var hundredths = long.Parse(Text[..^1], CultureInfo.InvariantCulture) * total;
        return (int)Math.Clamp(roundUp ? (hundredths + 99) / 100 : hundredths / 100, int.MinValue, int.MaxValue);
    }

    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}
