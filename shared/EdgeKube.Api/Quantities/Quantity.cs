using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>
/// An amount of a resource with Kubernetes' exact meaning: a number of at most 2^63-1 with up to nine decimal places.
/// What was parsed is written again as it was, until arithmetic or rounding makes it canonical. The default value is 0.
/// </summary>
[JsonConverter(typeof(QuantityConverter))]
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    internal static readonly Int128 Nano = 1_000_000_000;
    private static readonly Int128 Limit = long.MaxValue * Nano;
    private readonly string? _text;
    private readonly Int128 _nanos;

    internal Quantity(Int128 nanos, QuantityFormat format, string? text = null)
    {
        _nanos = Int128.Clamp(nanos, -Limit, Limit);
        Format = format;
        _text = text;
    }

    /// <summary>How the amount is written when it is made canonical.</summary>
    public QuantityFormat Format { get; }

    /// <summary>True for no amount at all.</summary>
    public bool IsZero => _nanos == 0;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Int128.Sign(_nanos);

    /// <summary>Whole units, rounded away from zero.</summary>
    public long Value => (long)RoundUp(_nanos, Nano);

    /// <summary>Thousandths, rounded away from zero, at most 2^63-1.</summary>
    public long MilliValue => (long)Int128.Clamp(RoundUp(_nanos, 1_000_000), -long.MaxValue, long.MaxValue);

    internal Int128 Nanos => _nanos;

    public static Quantity operator +(Quantity left, Quantity right)
        => new(left._nanos + right._nanos, left.IsZero ? right.Format : left.Format);

    public static Quantity operator -(Quantity left, Quantity right)
        => new(left._nanos - right._nanos, left.IsZero ? right.Format : left.Format);

    public static bool operator ==(Quantity left, Quantity right) => left._nanos == right._nanos;

    public static bool operator !=(Quantity left, Quantity right) => left._nanos != right._nanos;

    public static bool operator <(Quantity left, Quantity right) => left._nanos < right._nanos;

    public static bool operator >(Quantity left, Quantity right) => left._nanos > right._nanos;

    public static bool operator <=(Quantity left, Quantity right) => left._nanos <= right._nanos;

    public static bool operator >=(Quantity left, Quantity right) => left._nanos >= right._nanos;

    /// <summary>Whole units in decimal notation.</summary>
    public static Quantity FromUnits(long units) => new(units * Nano, QuantityFormat.DecimalSI);

    /// <summary>Thousandths, as for cpu.</summary>
    public static Quantity FromMillis(long millis) => new((Int128)millis * 1_000_000, QuantityFormat.DecimalSI);

    /// <summary>Bytes in binary notation, as for memory.</summary>
    public static Quantity FromBytes(long bytes) => new(bytes * Nano, QuantityFormat.BinarySI);

    /// <summary>Reads a quantity; <paramref name="error"/> says why not, in Kubernetes' words.</summary>
    public static bool TryParse(string? text, out Quantity quantity, out string? error) => QuantityParser.TryParse(text, out quantity, out error);

    /// <summary>Reads a quantity that is known to be well formed.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static Quantity Parse(string text)
        => TryParse(text, out var quantity, out var error) ? quantity : throw new FormatException($"{error}: '{text}'");

    /// <summary>The amount rounded away from zero to thousandths, in canonical form: what Kubernetes does to every resource list.</summary>
    public Quantity RoundUpToMillis() => new(RoundUp(_nanos, 1_000_000) * 1_000_000, Format);

    /// <summary>The same amount in canonical form.</summary>
    public Quantity ToCanonical() => new(_nanos, Format);

    public int CompareTo(Quantity other) => _nanos.CompareTo(other._nanos);

    public bool Equals(Quantity other) => _nanos == other._nanos;

    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    public override int GetHashCode() => _nanos.GetHashCode();

    /// <summary>The text it was parsed from, or else the canonical form.</summary>
    public override string ToString() => _text ?? QuantityFormatter.Format(this);

    private static Int128 RoundUp(Int128 value, Int128 unit)
    {
        var (quotient, remainder) = Int128.DivRem(value, unit);
        return remainder == 0 ? quotient : quotient + Int128.Sign(remainder);
    }
}
