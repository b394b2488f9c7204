namespace EdgeKube.Api.Tests.Quantities;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.5", "500m")]
    [InlineData("2.0", "2")]
    [InlineData("1000m", "1")]
    [InlineData("1500k", "1500k")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1e3", "1e3")]
    [InlineData("1E", "1E")]
    [InlineData("1E3", "1e3")]
    [InlineData("100e-1", "10")]
    [InlineData("1024", "1024")]
    [InlineData("1024Ki", "1Mi")]
    [InlineData("0.001Ki", "1024m")]
    [InlineData("1Ki", "1Ki")]
    [InlineData("100u", "1m")]
    [InlineData("-1", "-1")]
    [InlineData("-0.0001", "-1m")]
    [InlineData("+3M", "3M")]
    [InlineData(".5", "500m")]
    [InlineData("5.", "5")]
    [InlineData("1000Ei", "9223372036854775807")]
    public void RoundUpToMillis_AnyQuantity_GivesCanonicalForm(string text, string canonical)
        => Assert.Equal(canonical, Quantity.Parse(text).RoundUpToMillis().ToString());

    [Theory]
    [InlineData("0.50")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1024Ki")]
    [InlineData("1e3")]
    public void ToString_Parsed_KeepsTheTextWhereKubernetesDoes(string text, string? written = null)
        => Assert.Equal(written ?? text, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1GB")]
    [InlineData("1.2.3")]
    [InlineData("abc")]
    [InlineData("1 Gi")]
    [InlineData("--1")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("0x10")]
    public void TryParse_Malformed_SaysWhy(string text)
    {
        Assert.False(Quantity.TryParse(text, out _, out var error));
        Assert.NotNull(error);
    }

    [Fact]
    public void TryParse_HugeExponentsAndLengths_StaySmall()
    {
        Assert.Equal(long.MaxValue, Quantity.Parse("1e999999999").Value);
        Assert.Equal(1, Quantity.Parse("1e-999999999").Value);
        Assert.False(Quantity.TryParse(new string('9', 1_000_000), out _, out _));
    }

    [Theory]
    [InlineData("100m", 1, 100)]
    [InlineData("1.0001", 2, 1001)]
    [InlineData("2Gi", 2147483648, 2147483648000)]
    [InlineData("-1.5", -2, -1500)]
    public void Value_Fractions_RoundAwayFromZero(string text, long value, long millis)
    {
        Assert.Equal(value, Quantity.Parse(text).Value);
        Assert.Equal(millis, Quantity.Parse(text).MilliValue);
    }

    [Fact]
    public void Arithmetic_MixedForms_IsExact()
    {
        Assert.Equal("1600m", (Quantity.Parse("1.5") + Quantity.Parse("100m")).ToString());
        Assert.Equal("1Gi", (Quantity.Parse("2Gi") - Quantity.Parse("1073741824")).ToString());
        Assert.Equal("64Mi", (default(Quantity) + Quantity.Parse("64Mi")).ToString());
        Assert.True(Quantity.Parse("1Gi") == Quantity.Parse("1024Mi"));
        Assert.True(Quantity.Parse("1G") < Quantity.Parse("1Gi"));
        Assert.Equal("128974848", Quantity.Parse("123Mi").Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("25%", 10, true, 3)]
    [InlineData("25%", 10, false, 2)]
    [InlineData("100%", 7, true, 7)]
    [InlineData("abc", 7, true, null)]
    public void ScaledValue_Percentage_RoundsAsAsked(string text, int total, bool roundUp, int? expected)
        => Assert.Equal(expected, new IntOrString(text).ScaledValue(total, roundUp));
}
